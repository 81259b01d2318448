import type { ReactNode } from 'react';
import { requireViewer } from '@/app/_session/require-viewer';
import { Shell } from '@/components/shell/shell';
import { loadFreshness } from '@/lib/workspace/load-freshness';

export default async function DashboardLayout({ children }: { children: ReactNode }) {
  const { user, role, account, workspaceName, workspaces } = await requireViewer();
  const freshness = await loadFreshness(account.workspaceId);
  const viewer = {
    email: user.email,
    name: user.name,
    role,
    workspaceId: account.workspaceId,
    workspaceName,
    workspaces,
    timeZone: account.timeZone,
  };
  return (
    <Shell viewer={viewer} freshness={freshness}>
      {children}
    </Shell>
  );
}
