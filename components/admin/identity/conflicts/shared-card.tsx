import { Button, Collapse, Group } from '@mantine/core';
import { useState } from 'react';
import type { SharedConflict } from '@/lib/identity/conflicts/conflict-shapes';
import { TextLink } from '../../text-link';
import { identifierLabel } from './action-words';
import { ConflictCard } from './conflict-card';
import type { Mode } from './conflict-queries';
import { CustomerList } from './customer-list';
import { useAct } from './use-act';

interface Props {
  conflict: SharedConflict;
  mode: Mode;
  /** Of the source, where there are several. */
  source: string | null;
  mayEdit: boolean;
}

/** An identifier that too many customers carry to name anybody. */
export function SharedCard({ conflict, mode, source, mayEdit }: Props) {
  const { connectionId, identifier, count, limit, customers } = conflict;
  const [open, setOpen] = useState(false);
  const { run, busy } = useAct();
  return (
    <ConflictCard
      title={identifierLabel(identifier)}
      about={
        <>
          {count.toLocaleString('en-US')} customers{source && ` of ${source}`} carry it
          {limit !== null && `, more than the ${limit} that one person may have`}: it names nobody.{' '}
          <TextLink href={`/identity?connection=${encodeURIComponent(connectionId)}#rules`}>
            {mayEdit ? 'Raise the limit in the rules' : 'See the rules'}
          </TextLink>
        </>
      }
    >
      <Group gap="xs">
        <Button variant="default" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? 'Hide the customers' : 'Which customers'}
        </Button>
        {mayEdit && (
          <Button
            variant="default"
            loading={busy}
            onClick={() => run('dismiss', [{ identifier, connectionId, mode }], 'It stays ignored')}
          >
            It rightly names nobody
          </Button>
        )}
      </Group>
      <Collapse expanded={open}>
        <CustomerList customers={customers} count={count} />
      </Collapse>
    </ConflictCard>
  );
}
