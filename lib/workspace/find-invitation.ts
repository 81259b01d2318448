import { isRole, type Role } from '@/lib/auth/roles';
import { getDb } from '@/lib/db/client';
import { hashInvitationToken } from './invitation-token';

export interface OpenInvitation {
  workspaceId: string;
  id: string;
  workspaceName: string;
  email: string;
  role: Role;
  /** Whether the invited person has an account here already. */
  hasAccount: boolean;
}

/** The invitation a link opens, or null when it is unknown, used or too old. */
export async function findInvitation(token: string): Promise<OpenInvitation | null> {
  const row = await getDb().invitation.findFirst({
    where: { tokenHash: hashInvitationToken(token), acceptedAt: null, expiresAt: { gt: new Date() } },
  });
  if (!row || !isRole(row.role)) return null;
  const workspace = await getDb().workspace.findUnique({ where: { id: row.workspaceId } });
  if (!workspace) return null;
  const user = await getDb().user.findUnique({ where: { email: row.email }, select: { id: true } });
  return {
    workspaceId: row.workspaceId,
    id: row.id,
    workspaceName: workspace.name,
    email: row.email,
    role: row.role,
    hasAccount: user !== null,
  };
}
