import { Alert, Skeleton, Stack, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { formatInstant } from '@/components/format/format-instant';
import type { PersonHistory as History } from '@/lib/identity/actions/action-shapes';
import { TableFrame } from '../../table-frame';
import { ActionList } from '../conflicts/action-list';
import { historyQuery, type Mode } from '../conflicts/conflict-queries';
import { PersonLink } from '../conflicts/person-link';
import { ruleLabel } from '../rule-label';

interface Props {
  personId: string;
  mode: Mode;
  timeZone: string;
  mayEdit: boolean;
}

/** What was done about a person by hand, with its undo, and which customers came and went. */
export function PersonHistory({ personId, mode, timeZone, mayEdit }: Props) {
  const { data, error } = useQuery(historyQuery(personId, mode));
  if (error)
    return (
      <Alert role="alert" color="red" variant="light" title="The history cannot be read">
        {error.message}
      </Alert>
    );
  if (!data) return <Skeleton height={120} role="status" aria-label="Loading" />;
  return (
    <Stack gap="md">
      {data.actions.length === 0 ? (
        <Text size="sm">Nothing was done about this person by hand.</Text>
      ) : (
        <ActionList label="Done by hand" actions={data.actions} timeZone={timeZone} mayEdit={mayEdit} />
      )}
      {data.moves.length > 0 && <Moves moves={data.moves} mode={mode} timeZone={timeZone} />}
    </Stack>
  );
}

const CAUSES: Record<History['moves'][number]['cause'], string> = {
  rules: 'Other rules',
  facts: 'Stripe told more',
  pin: 'By hand',
  alias: 'Two ids of one person',
  shared: 'An identifier began or ceased to be shared by too many',
  erase: 'Erased',
};

function Moves({ moves, mode, timeZone }: Pick<History, 'moves'> & { mode: Mode; timeZone: string }) {
  return (
    <TableFrame label="Customers that came and went" minWidth={720}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>When</Table.Th>
          <Table.Th>Customer</Table.Th>
          <Table.Th>From</Table.Th>
          <Table.Th>To</Table.Th>
          <Table.Th>Because</Table.Th>
          <Table.Th ta="right">Sales</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {moves.map(({ at, connectionId, customerId, from, to, fromRule, toRule, cause, version, author, sales }) => (
          <Table.Tr key={`${at} ${connectionId} ${customerId}`}>
            <Table.Td>
              {formatInstant(at, timeZone)}
              {author && (
                <Text size="xs" c="dimmed">
                  {author}
                </Text>
              )}
            </Table.Td>
            <Table.Td ff="monospace">{customerId}</Table.Td>
            <Table.Td>
              <PersonLink id={from} mode={mode} />
              <Text size="xs" c="dimmed">
                {ruleLabel(fromRule)}
              </Text>
            </Table.Td>
            <Table.Td>
              <PersonLink id={to} mode={mode} />
              <Text size="xs" c="dimmed">
                {ruleLabel(toRule)}
              </Text>
            </Table.Td>
            <Table.Td>
              {CAUSES[cause]}
              <Text size="xs" c="dimmed">
                rules of version {version}
              </Text>
            </Table.Td>
            <Table.Td ta="right">{sales.toLocaleString('en-US')}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </TableFrame>
  );
}
