import { isRole, type Role } from '@/lib/auth/roles';
import { getDb } from '@/lib/db/client';

export interface MemberRow {
  userId: string;
  email: string;
  name: string | null;
  role: Role;
  since: string;
}

export interface InvitationRow {
  id: string;
  email: string;
  role: Role;
  expiresAt: string;
}

export async function loadMembers(
  workspaceId: string,
): Promise<{ members: MemberRow[]; invitations: InvitationRow[] }> {
  const members = await getDb().member.findMany({ where: { workspaceId }, orderBy: { createdAt: 'asc' } });
  const users = await getDb().user.findMany({ where: { id: { in: members.map((m) => m.userId) } } });
  const invitations = await getDb().invitation.findMany({
    where: { workspaceId, acceptedAt: null, expiresAt: { gt: new Date() } },
    orderBy: { createdAt: 'desc' },
  });
  return {
    members: members.flatMap(({ userId, role, createdAt }) => {
      const user = users.find((u) => u.id === userId);
      if (!user || !isRole(role)) return [];
      return [{ userId, email: user.email, name: user.name, role, since: createdAt.toISOString() }];
    }),
    invitations: invitations.flatMap(({ id, email, role, expiresAt }) =>
      isRole(role) ? [{ id, email, role, expiresAt: expiresAt.toISOString() }] : [],
    ),
  };
}
