import { Code, Text, Title } from '@mantine/core';
import { EffectRows } from './effect-rows';
import type { EffectRow, EventLogRow } from './event-queries';

interface Props {
  state: EventLogRow['state'];
  effects: { owners: string[]; rows: EffectRow[]; more: boolean };
}

const NOTHING: Record<EventLogRow['state'], string> = {
  pending: 'Nothing yet: it waits to be projected.',
  failed: 'Nothing: it could not be read. A retry reads it again.',
  ignored: 'Nothing: no figure depends on it.',
  projected: 'No row of the ledger names it or its object.',
};

/** What stands in the ledger because of an event or its object. */
export function EventEffects({ state, effects: { owners, rows, more } }: Props) {
  return (
    <div>
      <Title order={3} mb={4}>
        What it did
      </Title>
      {owners.length > 0 && (
        <Text size="sm" mb="xs">
          It tells of{' '}
          {owners.map((owner) => (
            <Code key={owner}>{owner}</Code>
          ))}
          .
        </Text>
      )}
      {rows.length === 0 ? (
        <Text size="sm" c="dimmed">
          {NOTHING[state]}
        </Text>
      ) : (
        <EffectRows label="Rows of the ledger" rows={rows} />
      )}
      {more && (
        <Text size="xs" c="dimmed" mt={4}>
          The latest {rows.length} rows.
        </Text>
      )}
    </div>
  );
}
