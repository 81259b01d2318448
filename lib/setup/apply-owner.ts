import { newId } from '@/lib/auth/new-id';
import { assertGoodPassword, hashPassword } from '@/lib/auth/passwords';
import { normalizeEmail } from '@/lib/auth/sign-in';
import type { UnattendedSetup } from '@/lib/boot/environment';
import { getDb } from '@/lib/db/client';

const DEFAULTS = { name: 'My workspace', currency: 'usd', timeZone: 'UTC' };

/**
 * Makes sure the owner exists, with a first workspace, and returns that workspace; null when the environment names
 * nothing to set up. A password that was changed since is never set back.
 */
export async function applyOwner(setup: UnattendedSetup): Promise<string | null> {
  const first = await getDb().workspace.findFirst({ orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] });
  const asksForWorkspace = Object.values(setup).some((value) => value !== undefined);
  if (!first && !asksForWorkspace) return null;
  const workspaceId = first?.id ?? (await createWorkspace(setup));
  if (setup.ownerEmail && setup.ownerPassword) await ensureOwner(workspaceId, setup.ownerEmail, setup.ownerPassword);
  return workspaceId;
}

async function createWorkspace(setup: UnattendedSetup): Promise<string> {
  const id = newId('ws');
  await getDb().workspace.create({
    data: {
      id,
      name: setup.workspaceName ?? DEFAULTS.name,
      currency: setup.currency ?? DEFAULTS.currency,
      timeZone: setup.timeZone ?? DEFAULTS.timeZone,
    },
  });
  return id;
}

async function ensureOwner(workspaceId: string, address: string, password: string): Promise<void> {
  const email = normalizeEmail(address);
  const known = await getDb().user.findUnique({ where: { email } });
  const userId = known?.id ?? (await createUser(email, password));
  const membership = { workspaceId, userId };
  await getDb().member.upsert({
    where: { workspaceId_userId: membership },
    create: { ...membership, role: 'owner' },
    update: {},
  });
}

async function createUser(email: string, password: string): Promise<string> {
  assertGoodPassword(password, 'HEADWATER_OWNER_PASSWORD');
  const id = newId('usr');
  const passwordHash = await hashPassword(password);
  await getDb().user.create({ data: { id, email, passwordHash, sessionsValidFrom: new Date() } });
  return id;
}
