import { Button, Group, Radio, Stack, Table } from '@mantine/core';
import { useState } from 'react';
import { formatInstant } from '@/components/format/format-instant';
import type { RivalsConflict } from '@/lib/identity/conflicts/conflict-shapes';
import { CONFLICT_POLICIES, type ConflictPolicy } from '@/lib/identity/types';
import { TableFrame } from '../../table-frame';
import { PLACES, POLICIES } from '../mapping-words';
import { ruleLabel } from '../rule-label';
import { listed } from './action-words';
import { ConflictCard } from './conflict-card';
import type { Mode } from './conflict-queries';
import { MergePeople } from './merge-people';
import { useAct } from './use-act';

interface Props {
  conflict: RivalsConflict;
  mode: Mode;
  /** Of the source, where there are several. */
  source: string | null;
  timeZone: string;
  mayEdit: boolean;
}

/** One customer whose objects name several people. */
export function RivalsCard({ conflict, mode, source, timeZone, mayEdit }: Props) {
  const { customerId, name, email, personId, people, resolvedBy } = conflict;
  const others = people.filter((id) => id !== personId);
  return (
    <ConflictCard
      title={customerId}
      about={
        <>
          {[name, email, source].filter(Boolean).join(' · ')}
          <br />
          Stands for <b>{personId}</b> by {ruleLabel(resolvedBy)}; its objects name {listed(others)} as well.
        </>
      }
    >
      <Evidence conflict={conflict} timeZone={timeZone} />
      {mayEdit && <Settle conflict={conflict} mode={mode} />}
    </ConflictCard>
  );
}

function Evidence({ conflict, timeZone }: { conflict: RivalsConflict; timeZone: string }) {
  const at = (seconds: number) => formatInstant(new Date(seconds * 1000).toISOString(), timeZone);
  return (
    <TableFrame label={`What objects of ${conflict.customerId} say`} minWidth={640}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Says</Table.Th>
          <Table.Th>Where</Table.Th>
          <Table.Th>Since</Table.Th>
          <Table.Th>Last</Table.Th>
          <Table.Th>Note</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {conflict.evidence.map(({ on, value, object, first, last, past, active }) => (
          <Table.Tr key={`${on} ${value}`}>
            <Table.Td ff="monospace">{value}</Table.Td>
            <Table.Td>
              {PLACES[on]} {object}
            </Table.Td>
            <Table.Td>{at(first)}</Table.Td>
            <Table.Td>{at(last)}</Table.Td>
            <Table.Td>
              {[past && 'no longer said', active && 'came during a subscription'].filter(Boolean).join(', ') || '–'}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </TableFrame>
  );
}

function Settle({ conflict, mode }: { conflict: RivalsConflict; mode: Mode }) {
  const { connectionId, customerId, outcomes, people } = conflict;
  const [policy, setPolicy] = useState<ConflictPolicy | null>(null);
  const { run, busy } = useAct();
  return (
    <Stack gap="sm">
      <Radio.Group
        label="Whose is it?"
        value={policy}
        onChange={(value) => setPolicy(CONFLICT_POLICIES.find((one) => one === value) ?? null)}
      >
        <Stack gap="xs" mt={4}>
          {CONFLICT_POLICIES.map((one) => (
            <Radio
              key={one}
              value={one}
              label={`${POLICIES[one].label}: ${outcomes[one]}`}
              description={POLICIES[one].meaning}
            />
          ))}
        </Stack>
      </Radio.Group>
      <Group>
        <Button
          variant="default"
          disabled={policy === null}
          loading={busy}
          onClick={() => run('settle', [{ connectionId, customerId, policy }], 'The conflict is settled')}
        >
          Settle
        </Button>
      </Group>
      <MergePeople people={people} mode={mode} />
    </Stack>
  );
}
