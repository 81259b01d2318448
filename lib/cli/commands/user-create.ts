import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { newId } from '@/lib/auth/new-id';
import { assertGoodPassword, hashPassword } from '@/lib/auth/passwords';
import { isRole, ROLES, type Role } from '@/lib/auth/roles';
import { getDb } from '@/lib/db/client';
import { emailAddress } from '@/lib/workspace/create-first-owner';
import { type Command, UsageError } from '../command';
import { findWorkspace } from '../find-workspace';

export const userCreate: Command = {
  summary: 'Adds a user, or gives an existing one a new password and role. Prints a password when none is given.',
  usage: `--email <address> [--role ${ROLES.join('|')}] [--password <password>] [--workspace <id>]`,
  async run(args) {
    const text = { type: 'string' } as const;
    const { values } = parseArgs({ args, options: { email: text, role: text, password: text, workspace: text } });
    const email = emailAddress.safeParse(values.email ?? '');
    if (!email.success) throw new UsageError('--email needs an e-mail address.');
    const role = values.role ?? 'admin';
    if (!isRole(role)) throw new UsageError(`--role is one of ${ROLES.join(', ')}.`);
    const password = values.password ?? randomBytes(12).toString('base64url');
    assertGoodPassword(password, '--password');

    const workspaceId = await findWorkspace(values.workspace);
    await saveUser({ workspaceId, email: email.data, role, passwordHash: await hashPassword(password) });
    console.log(`${email.data} can sign in as ${role}.${values.password ? '' : ` Password: ${password}`}`);
    return 0;
  },
};

/** A new password also ends every session that was begun with the old one. */
async function saveUser(input: {
  workspaceId: string;
  email: string;
  role: Role;
  passwordHash: string;
}): Promise<void> {
  const { workspaceId, email, role, passwordHash } = input;
  await getDb().$transaction(async (tx) => {
    const user = await tx.user.upsert({
      where: { email },
      create: { id: newId('usr'), email, passwordHash, sessionsValidFrom: new Date() },
      update: { passwordHash, sessionsValidFrom: new Date(), disabledAt: null },
    });
    const membership = { workspaceId, userId: user.id };
    await tx.member.upsert({
      where: { workspaceId_userId: membership },
      create: { ...membership, role },
      update: { role },
    });
  });
}
