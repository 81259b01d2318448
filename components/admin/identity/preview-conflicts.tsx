import { List, Text } from '@mantine/core';
import type { PreviewResult } from '@/lib/identity/preview/types';

type Conflict = PreviewResult['conflicts'][number];

const KINDS: Record<Conflict['kind'], { title: string; between: string }> = {
  rivals: { title: 'One customer, several ids', between: 'could be' },
  duplicates: { title: 'One e-mail address, several people', between: 'is of' },
  shared: { title: 'An identifier of too many customers: it names nobody', between: 'would have been of' },
};
const NAMED = 3;

/** What would be doubtful: how often, and the first cases. */
export function PreviewConflicts({ conflicts }: { conflicts: Conflict[] }) {
  const some = conflicts.filter(({ before, after }) => before > 0 || after > 0);
  return (
    <div>
      <Text size="sm" fw={600} mb={4}>
        Conflicts
      </Text>
      {some.length === 0 && <Text size="sm">None, now or then.</Text>}
      <List size="sm" spacing="xs">
        {some.map(({ kind, before, after, samples }) => (
          <List.Item key={kind}>
            {KINDS[kind].title}: {before.toLocaleString('en-US')} → {after.toLocaleString('en-US')}
            {samples.map(({ label, people }) => (
              <Text key={label} size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
                {label} {KINDS[kind].between} {people.slice(0, NAMED).join(', ')}
                {people.length > NAMED && ' and others'}
              </Text>
            ))}
          </List.Item>
        ))}
      </List>
    </div>
  );
}
