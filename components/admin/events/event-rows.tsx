import { Button, Checkbox, Table, UnstyledButton } from '@mantine/core';
import { formatInstant } from '@/components/format/format-instant';
import type { Choice } from '../choices';
import { StateBadge } from '../state-badge';
import { TableFrame } from '../table-frame';
import { SOURCE_LABELS } from './event-choices';
import classes from './event-log.module.css';
import type { EventLogRow } from './event-queries';

interface Props {
  events: EventLogRow[];
  timeZone: string;
  connections: Choice[];
  /** Ids of events. */
  selected: ReadonlySet<string>;
  /** Null for who may not replay. */
  onSelect: ((selected: ReadonlySet<string>) => void) | null;
  onOpen: (event: EventLogRow) => void;
  onReplay: (event: EventLogRow) => void;
}

/** As many events can be replayed by their ids at once. */
const MOST_SELECTED = 500;

export function EventRows({ events, timeZone, connections, selected, onSelect, onOpen, onReplay }: Props) {
  const several = connections.length > 1;
  const all = events.slice(0, MOST_SELECTED).every(({ id }) => selected.has(id));
  const toggle = (id: string) => {
    const next = new Set(selected);
    if (!next.delete(id) && next.size < MOST_SELECTED) next.add(id);
    onSelect?.(next);
  };
  return (
    <TableFrame label="Events" minWidth={several ? 1080 : 960}>
      <Table.Thead>
        <Table.Tr>
          {onSelect && (
            <Table.Th w={32}>
              <Checkbox
                size="xs"
                aria-label="Select all that are shown"
                checked={all}
                indeterminate={selected.size > 0 && !all}
                onChange={() => onSelect(all ? new Set() : new Set(events.slice(0, MOST_SELECTED).map(({ id }) => id)))}
              />
            </Table.Th>
          )}
          <Table.Th>Type</Table.Th>
          <Table.Th>Object</Table.Th>
          <Table.Th>Happened</Table.Th>
          <Table.Th>Arrived</Table.Th>
          <Table.Th>Mode</Table.Th>
          <Table.Th>Came by</Table.Th>
          {several && <Table.Th>Source</Table.Th>}
          <Table.Th>State</Table.Th>
          <Table.Th>Reason</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {events.map((event) => (
          <Table.Tr key={`${event.connectionId} ${event.id}`}>
            {onSelect && (
              <Table.Td>
                <Checkbox
                  size="xs"
                  aria-label={`Select ${event.type} ${event.id}`}
                  checked={selected.has(event.id)}
                  onChange={() => toggle(event.id)}
                />
              </Table.Td>
            )}
            <Table.Td className={classes.oneLine}>
              <UnstyledButton
                className={classes.open}
                onClick={() => onOpen(event)}
                aria-label={`${event.type} ${event.id}`}
              >
                {event.type}
              </UnstyledButton>
            </Table.Td>
            <Table.Td ff="monospace" className={classes.oneLine}>
              {event.objectId}
            </Table.Td>
            <Table.Td className={classes.oneLine}>{formatInstant(event.occurredAt, timeZone)}</Table.Td>
            <Table.Td className={classes.oneLine}>{formatInstant(event.receivedAt, timeZone)}</Table.Td>
            <Table.Td>{event.mode}</Table.Td>
            <Table.Td className={classes.oneLine}>{SOURCE_LABELS[event.source]}</Table.Td>
            {several && <Table.Td className={classes.oneLine}>{nameOf(event.connectionId, connections)}</Table.Td>}
            <Table.Td>
              <StateBadge state={event.state} reason={event.reason} />
            </Table.Td>
            <Table.Td c="dimmed">
              <div className={event.reason ? classes.reason : undefined}>
                {event.state === 'failed' && onSelect && (
                  <Button size="compact-xs" variant="default" mr="xs" onClick={() => onReplay(event)}>
                    Retry…
                  </Button>
                )}
                {event.reason}
              </div>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </TableFrame>
  );
}

/** What people call a source. */
export const nameOf = (id: string, connections: readonly Choice[]): string =>
  connections.find(({ value }) => value === id)?.label ?? id;
