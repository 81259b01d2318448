import type { Metadata } from 'next';
import { requireViewer } from '@/app/_session/require-viewer';
import { EventLog } from '@/components/admin/events/event-log';
import { PageHeader } from '@/components/admin/page-header';
import { EVENT_TYPES } from '@/lib/inbox/event-types';

export const metadata: Metadata = { title: 'Events' };

export default async function EventsPage() {
  const { account } = await requireViewer();
  return (
    <>
      <PageHeader title="Events" about="Every event that was accepted, newest first. Nothing here is ever deleted." />
      <EventLog types={EVENT_TYPES} timeZone={account.timeZone} />
    </>
  );
}
