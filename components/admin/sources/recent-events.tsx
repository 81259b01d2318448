import { Anchor, Table, Text } from '@mantine/core';
import Link from 'next/link';
import { formatInstant } from '@/components/format/format-instant';
import type { EventRow } from '@/lib/workspace/event-row';
import { StateBadge } from '../state-badge';
import { TableFrame } from '../table-frame';

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
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Type</Table.Th>
          <Table.Th>Object</Table.Th>
          <Table.Th>Arrived</Table.Th>
          <Table.Th>Mode</Table.Th>
          <Table.Th>State</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {events.map((event) => (
          <Table.Tr key={event.id}>
            <Table.Td>
              <Anchor component={Link} href={`/events?object=${encodeURIComponent(event.id)}`} size="sm">
                {event.type}
              </Anchor>
            </Table.Td>
            <Table.Td ff="monospace">{event.objectId}</Table.Td>
            <Table.Td style={{ whiteSpace: 'nowrap' }}>{formatInstant(event.receivedAt, timeZone)}</Table.Td>
            <Table.Td>{event.mode}</Table.Td>
            <Table.Td>
              <StateBadge state={event.state} reason={event.reason} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </TableFrame>
  );
}
