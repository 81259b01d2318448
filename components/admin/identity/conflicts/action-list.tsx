import { Button, Table, Text, VisuallyHidden } from '@mantine/core';
import { formatInstant } from '@/components/format/format-instant';
import type { IdentityAction } from '@/lib/identity/actions/action-shapes';
import { TableFrame } from '../../table-frame';
import { actionInWords } from './action-words';
import { useAct } from './use-act';

interface Props {
  label: string;
  actions: readonly IdentityAction[];
  timeZone: string;
  mayEdit: boolean;
}

/** What was done by hand, each with its undo. */
export function ActionList({ label, actions, timeZone, mayEdit }: Props) {
  return (
    <TableFrame label={label} minWidth={640}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>When</Table.Th>
          <Table.Th>What</Table.Th>
          <Table.Th>Why</Table.Th>
          <Table.Th>
            <VisuallyHidden>Undo</VisuallyHidden>
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {actions.map((action) => (
          <Table.Tr key={action.id}>
            <Table.Td>
              {formatInstant(action.at, timeZone)}
              <Text size="xs" c="dimmed">
                {action.author ?? (action.kind === 'alias' ? 'over the API' : 'by a former member')}
              </Text>
            </Table.Td>
            <Table.Td style={{ overflowWrap: 'anywhere' }}>{actionInWords(action)}</Table.Td>
            <Table.Td>{action.reason ?? '–'}</Table.Td>
            <Table.Td ta="right">
              {action.undoneAt !== null ? (
                <Text size="xs" c="dimmed">
                  Undone {formatInstant(action.undoneAt, timeZone)}
                  {action.undoneBy && ` by ${action.undoneBy}`}
                </Text>
              ) : (
                mayEdit && action.kind !== 'erase' && <Undo action={action} />
              )}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </TableFrame>
  );
}

function Undo({ action }: { action: IdentityAction }) {
  const { run, busy } = useAct();
  return (
    <Button
      size="compact-xs"
      variant="default"
      loading={busy}
      aria-label={`Undo: ${actionInWords(action)}`}
      onClick={() => run('undo', [{ actionId: action.id }], 'Undone')}
    >
      Undo
    </Button>
  );
}
