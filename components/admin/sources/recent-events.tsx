import { TableTbody, TableTd, TableTh, TableThead, TableTr, Text } from '@mantine/core';
import { formatInstant } from '@/components/format/format-instant';
import type { EventRow } from '@/lib/workspace/event-row';
import { StateBadge } from '../state-badge';
import { TableFrame } from '../table-frame';
import { TextLink } from '../text-link';

/** Ids and types are not cut in two: the table scrolls. */
const ONE_LINE = { whiteSpace: 'nowrap' } as const;

/** The last deliveries of one source. */
export function RecentEvents({ events, timeZone }: { events: EventRow[]; timeZone: string }) {
  if (events.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        Nothing has arrived yet. In Stripe, open the endpoint and choose “Send test event”, or wait for the next
        payment.
      </Text>
    );
  }
  return (
    <TableFrame label="Recent events" minWidth={620}>
      <TableThead>
        <TableTr>
          <TableTh>Type</TableTh>
          <TableTh>Object</TableTh>
          <TableTh>Arrived</TableTh>
          <TableTh>Mode</TableTh>
          <TableTh>State</TableTh>
        </TableTr>
      </TableThead>
      <TableTbody>
        {events.map((event) => (
          <TableTr key={event.id}>
            <TableTd style={ONE_LINE}>
              <TextLink href={`/events?object=${encodeURIComponent(event.id)}`}>{event.type}</TextLink>
            </TableTd>
            <TableTd ff="monospace" style={ONE_LINE}>
              {event.objectId}
            </TableTd>
            <TableTd style={ONE_LINE}>{formatInstant(event.receivedAt, timeZone)}</TableTd>
            <TableTd>{event.mode}</TableTd>
            <TableTd>
              <StateBadge state={event.state} reason={event.reason} />
            </TableTd>
          </TableTr>
        ))}
      </TableTbody>
    </TableFrame>
  );
}
