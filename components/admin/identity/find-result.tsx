import { Group, Paper, Stack, Table, Text, Title } from '@mantine/core';
import { formatInstant } from '@/components/format/format-instant';
import { personHref } from '@/components/people/person-href';
import type { Choice } from '../choices';
import { EffectRows } from '../events/effect-rows';
import { SOURCE_LABELS } from '../events/event-choices';
import classes from '../events/event-log.module.css';
import type { EventLogRow } from '../events/event-queries';
import { nameOf } from '../events/event-rows';
import { StateBadge } from '../state-badge';
import { TableFrame } from '../table-frame';
import { TextLink } from '../text-link';
import type { Purchase } from './find-queries';
import { ReadAgain } from './find-read-again';
import { ruleLabel } from './rule-label';

interface Props {
  purchase: Purchase;
  connections: Choice[];
  timeZone: string;
  mayReadAgain: boolean;
  onRead: () => Promise<void>;
}

/** One thing that was found: what it is, whose, and what is known of it. */
export function FoundPurchase({ purchase, connections, timeZone, mayReadAgain, onRead }: Props) {
  const { connectionId, objectId, kind, owner, events, rows, moreRows } = purchase;
  return (
    <Paper withBorder p="md" component="article" aria-label={objectId ?? owner?.id}>
      <Stack gap="md">
        <Group gap="xs" align="baseline">
          <Title order={3} ff="monospace" className={classes.id}>
            {objectId ?? owner?.id}
          </Title>
          <Text size="sm" c="dimmed">
            {[kind?.replaceAll('_', ' '), nameOf(connectionId, connections), owner?.mode].filter(Boolean).join(' · ')}
          </Text>
        </Group>
        {owner ? <Owner owner={owner} /> : <Text size="sm">{whyNobody(purchase)}</Text>}
        {mayReadAgain && objectId && (
          <ReadAgain label="Re-sync this object" wanted={{ connectionId, objectId }} onRead={onRead} />
        )}
        {rows.length > 0 && (
          <div>
            <Text size="sm" fw={600} mb={4}>
              In the ledger{moreRows && `: the latest ${rows.length} rows`}
            </Text>
            <EffectRows label="In the ledger" rows={rows} />
          </div>
        )}
        {rows.length === 0 && owner && (
          <Text size="sm" c="dimmed">
            No row of the ledger names it.
          </Text>
        )}
        <Events events={events} timeZone={timeZone} objectId={objectId} />
      </Stack>
    </Paper>
  );
}

function Owner({ owner }: { owner: NonNullable<Purchase['owner']> }) {
  return (
    <dl className={classes.facts}>
      <dt>{owner.guest ? 'Guest' : 'Customer'}</dt>
      <dd>{[owner.id, owner.name, owner.email].filter(Boolean).join(', ')}</dd>
      <dt>Person</dt>
      <dd>
        <TextLink href={personHref(owner.personId, owner.mode)}>{owner.personId}</TextLink>
      </dd>
      <dt>Found by</dt>
      <dd>{ruleLabel(owner.resolvedBy)}</dd>
    </dl>
  );
}

function whyNobody({ kind, events }: Purchase): string {
  if (kind === 'product' || kind === 'price' || kind === 'coupon') return 'Of the catalog: it belongs to no customer.';
  if (events.some(({ state }) => state === 'failed'))
    return 'Its event could not be read: see the reason below, and retry it.';
  if (events.some(({ state }) => state === 'pending')) return 'Its event waits to be projected.';
  return 'It is in no figure, and belongs to no customer that paid.';
}

function Events({ events, timeZone, objectId }: { events: EventLogRow[]; timeZone: string; objectId: string | null }) {
  if (events.length === 0)
    return (
      <Text size="sm" c="dimmed">
        No event told of it yet: others name it. It comes with its next event, or with a re-sync.
      </Text>
    );
  return (
    <div>
      <Group justify="space-between" mb={4}>
        <Text size="sm" fw={600}>
          Events
        </Text>
        {objectId && <TextLink href={`/events?object=${encodeURIComponent(objectId)}`}>In the log</TextLink>}
      </Group>
      <TableFrame label="Events of it" minWidth={560}>
        <Table.Tbody>
          {events.map((event) => (
            <Table.Tr key={event.id}>
              <Table.Td className={classes.oneLine}>{event.type}</Table.Td>
              <Table.Td className={classes.oneLine}>{formatInstant(event.occurredAt, timeZone)}</Table.Td>
              <Table.Td className={classes.oneLine}>{SOURCE_LABELS[event.source]}</Table.Td>
              <Table.Td>
                <StateBadge state={event.state} reason={event.reason} />
              </Table.Td>
              <Table.Td c="dimmed">{event.reason}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </TableFrame>
    </div>
  );
}
