import { z } from 'zod';
import { newId } from '@/lib/auth/new-id';
import { assertGoodPassword, hashPassword } from '@/lib/auth/passwords';
import { normalizeEmail } from '@/lib/auth/sign-in';
import { getDb } from '@/lib/db/client';
import { AppError } from '@/lib/errors';
import { refoldWorkspace } from '@/lib/inbox/rebuild';
import { currencyCode, timeZoneName, workspaceName } from './settings';

export const emailAddress = z
  .string()
  .transform(normalizeEmail)
  .pipe(z.email('Enter an e-mail address.').max(200, 'Use at most 200 characters.'));

export const personName = z.string().trim().max(120, 'Use at most 120 characters.');

export const firstOwner = z.object({
  name: personName.default(''),
  email: emailAddress,
  password: z.string(),
  workspaceName,
  currency: currencyCode,
  timeZone: timeZoneName,
});
export type FirstOwner = z.output<typeof firstOwner>;

const FIRST_RUN_LOCK = 4_103_201;

/** Works only while no user exists; two people racing through the set-up screen make one owner. */
export async function createFirstOwner(input: FirstOwner): Promise<{ userId: string; workspaceId: string }> {
  assertGoodPassword(input.password);
  const passwordHash = await hashPassword(input.password);
  const created = await getDb().$transaction(async (tx) => {
    await tx.$executeRaw`select pg_advisory_xact_lock(${FIRST_RUN_LOCK})`;
    if (await tx.user.findFirst({ select: { id: true } })) {
      throw new AppError('conflict', 'Headwater is already set up. Sign in instead.');
    }
    const userId = newId('usr');
    await tx.user.create({
      data: { id: userId, email: input.email, name: input.name || null, passwordHash, sessionsValidFrom: new Date() },
    });
    // An environment that set keys or a source but no owner has made the workspace already.
    const waiting = await tx.workspace.findFirst({ orderBy: { createdAt: 'asc' }, select: { id: true } });
    const workspaceId = waiting?.id ?? newId('ws');
    const settings = { name: input.workspaceName, currency: input.currency, timeZone: input.timeZone };
    await tx.workspace.upsert({
      where: { id: workspaceId },
      create: { id: workspaceId, ...settings },
      update: settings,
    });
    await tx.member.create({ data: { workspaceId, userId, role: 'owner' } });
    return { userId, workspaceId };
  });
  // Whatever had arrived was computed in another currency or zone.
  await refoldWorkspace(created.workspaceId);
  return created;
}
