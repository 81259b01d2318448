import { Button, Stack, Text } from '@mantine/core';
import type { DuplicatesConflict } from '@/lib/identity/conflicts/conflict-shapes';
import { identifierLabel } from './action-words';
import { ConflictCard } from './conflict-card';
import type { Mode } from './conflict-queries';
import { CustomerList } from './customer-list';
import { MergePeople } from './merge-people';
import { PersonLink } from './person-link';
import { useAct } from './use-act';

interface Props {
  conflict: DuplicatesConflict;
  mode: Mode;
  mayEdit: boolean;
}

/** One address that several people have. */
export function DuplicatesCard({ conflict, mode, mayEdit }: Props) {
  const { identifier, people } = conflict;
  const ids = people.map(({ personId }) => personId);
  const { run, busy } = useAct();
  return (
    <ConflictCard
      title={identifierLabel(identifier)}
      about={`${people.length} people have this address. An address alone never merges two people.`}
    >
      {people.map(({ personId, customers, count }) => (
        <Stack key={personId} gap={2}>
          <Text size="sm">
            <PersonLink id={personId} mode={mode} />
          </Text>
          <CustomerList customers={customers} count={count} />
        </Stack>
      ))}
      {mayEdit && (
        <MergePeople key={ids.join(' ')} people={idsFirst(conflict)} mode={mode}>
          <Button
            variant="default"
            loading={busy}
            onClick={() => run('dismiss', [{ identifier, mode }], `They stay ${people.length} people`)}
          >
            They are {people.length} people
          </Button>
        </MergePeople>
      )}
    </ConflictCard>
  );
}

/** Whoever has an id of your app keeps it, before one known by an address or by Stripe’s id only. */
function idsFirst({ people }: DuplicatesConflict): string[] {
  const isWeak = (person: DuplicatesConflict['people'][number]) =>
    person.customers.every(({ resolvedBy }) => resolvedBy === 'email' || resolvedBy === 'fallback');
  return people.toSorted((a, b) => Number(isWeak(a)) - Number(isWeak(b))).map(({ personId }) => personId);
}
