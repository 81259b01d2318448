import { cookies } from 'next/headers';
import { cache } from 'react';
import type { SessionUser } from '@/lib/auth/check-session';
import { loadMemberships } from '@/lib/auth/load-memberships';
import type { Role } from '@/lib/auth/roles';
import type { Account } from '@/lib/reports/types';
import { readSession } from './read-session';

/** Which of the viewer's workspaces is open. Only ever a wish: it is checked against the memberships. */
export const WORKSPACE_COOKIE = 'hw_workspace';

export interface Viewer {
  user: SessionUser;
  role: Role;
  account: Account;
  workspaceName: string;
  workspaces: { id: string; name: string }[];
  sessionId: string;
}

/** The signed-in person and the open workspace, or null. */
export const findViewer = cache(async (): Promise<Viewer | null> => {
  const session = await readSession();
  if (!session) return null;
  const memberships = await loadMemberships(session.user.id);
  const wished = (await cookies()).get(WORKSPACE_COOKIE)?.value;
  const open = memberships.find((m) => m.account.workspaceId === wished) ?? memberships[0];
  if (!open) return null;
  return {
    user: session.user,
    role: open.role,
    account: open.account,
    workspaceName: open.account.name,
    workspaces: memberships.map((m) => ({ id: m.account.workspaceId, name: m.account.name })),
    sessionId: session.sessionId,
  };
});
