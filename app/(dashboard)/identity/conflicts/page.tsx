import type { Metadata } from 'next';
import { requireViewer } from '@/app/_session/require-viewer';
import { ConflictInbox } from '@/components/admin/identity/conflicts/conflict-inbox';
import { PageHeader } from '@/components/admin/page-header';
import { TextLink } from '@/components/admin/text-link';
import { roleAtLeast } from '@/lib/auth/roles';
import { listConnections } from '@/lib/workspace/list-connections';

export const metadata: Metadata = { title: 'Conflicts' };

const ABOUT = 'Where it is doubtful who is whom. Nothing here is merged by itself, and all that is done can be undone.';

export default async function ConflictsPage() {
  const { account, role } = await requireViewer();
  const sources = await listConnections(account.workspaceId);
  return (
    <>
      <PageHeader title="Conflicts" about={ABOUT}>
        <TextLink href="/identity">Identity</TextLink>
      </PageHeader>
      <ConflictInbox
        connections={sources.map(({ id, name }) => ({ value: id, label: name }))}
        timeZone={account.timeZone}
        mayEdit={roleAtLeast(role, 'admin')}
      />
    </>
  );
}
