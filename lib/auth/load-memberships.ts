import { getDb } from '@/lib/db/client';
import { type NamedAccount, toAccount } from './load-account';
import { isRole, type Role } from './roles';

export interface Membership {
  role: Role;
  account: NamedAccount;
}

/** The workspaces a user belongs to, oldest membership first, with the role of this moment. */
export async function loadMemberships(userId: string): Promise<Membership[]> {
  const members = await getDb().member.findMany({ where: { userId }, orderBy: { createdAt: 'asc' } });
  const workspaces = await getDb().workspace.findMany({ where: { id: { in: members.map((m) => m.workspaceId) } } });
  return members.flatMap((member) => {
    const workspace = workspaces.find((w) => w.id === member.workspaceId);
    return workspace && isRole(member.role) ? [{ role: member.role, account: toAccount(workspace) }] : [];
  });
}
