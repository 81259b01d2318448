import { Stack } from '@mantine/core';
import type { Metadata } from 'next';
import { requireViewer } from '@/app/_session/require-viewer';
import { EventLog } from '@/components/admin/events/event-log';
import { FindPurchase } from '@/components/admin/identity/find-purchase';
import { PageHeader } from '@/components/admin/page-header';
import { Section } from '@/components/admin/section';
import { roleAtLeast } from '@/lib/auth/roles';
import { EVENT_TYPES } from '@/lib/inbox/event-types';
import { listConnections } from '@/lib/workspace/list-connections';

export const metadata: Metadata = { title: 'Events' };

export default async function EventsPage() {
  const { account, role } = await requireViewer();
  const sources = await listConnections(account.workspaceId);
  const connections = sources.map(({ id, name }) => ({ value: id, label: name }));
  const may = { dryRun: roleAtLeast(role, 'analyst'), replay: roleAtLeast(role, 'admin') };
  return (
    <>
      <PageHeader title="Events" about="Every event that was accepted, newest first. Nothing here is ever deleted." />
      <Stack gap="lg">
        <Section title="Find a purchase">
          <FindPurchase connections={connections} timeZone={account.timeZone} mayReadAgain={may.replay} />
        </Section>
        <div>
          <EventLog types={EVENT_TYPES} connections={connections} timeZone={account.timeZone} may={may} />
        </div>
      </Stack>
    </>
  );
}
