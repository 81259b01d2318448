import { Alert, List, Stack, Table, Text } from '@mantine/core';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import type { ReplayReport } from '@/lib/workspace/replay-shapes';
import { TableFrame } from '../table-frame';
import { ChangedRows } from './changed-rows';
import classes from './event-log.module.css';
import { rowKind, rowMoney } from './row-words';

const count = (amount: number) => amount.toLocaleString('en-US');

/** What a dry run found. */
export function ReplayReportView({ report }: { report: ReplayReport }) {
  const { matching, events, owners, outcomes, failures, changes, rows } = report;
  return (
    <Stack gap="md">
      <Text size="sm">
        {count(events)} {events === 1 ? 'event' : 'events'} read again, {count(owners)}{' '}
        {owners === 1 ? 'customer' : 'customers'} folded again: {count(outcomes.projected)} projected,{' '}
        {count(outcomes.ignored)} ignored, {count(outcomes.failed)} failed.
      </Text>
      {events < matching && (
        <Alert role="note" color="yellow" variant="light" py="xs">
          {count(matching)} events match. A dry run reads the {count(events)} that arrived first.
        </Alert>
      )}
      {failures.length > 0 && (
        <Alert
          role="note"
          color="red"
          variant="light"
          py="xs"
          icon={<IconAlertTriangle size={18} aria-hidden />}
          title="Still fails"
        >
          <List size="sm">
            {failures.map(({ connectionId, id, type, reason }) => (
              <List.Item key={`${connectionId} ${id}`}>
                {type}: {reason}
              </List.Item>
            ))}
          </List>
        </Alert>
      )}
      {changes === 0 ? (
        <Alert role="note" color="accent" variant="light" py="xs" icon={<IconCheck size={18} aria-hidden />}>
          {outcomes.failed === 0 ? 'No row changes: the figures are what these events say.' : 'No row changes.'}
        </Alert>
      ) : (
        <>
          <Sums sums={report.sums} />
          <ChangedRows rows={rows} />
          {rows.length < changes && (
            <Text size="sm" c="dimmed">
              The first {count(rows.length)} of {count(changes)} rows.
            </Text>
          )}
        </>
      )}
    </Stack>
  );
}

function Sums({ sums }: { sums: ReplayReport['sums'] }) {
  return (
    <TableFrame label="Differences by measure and currency" minWidth={480}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Rows</Table.Th>
          <Table.Th ta="right">Added</Table.Th>
          <Table.Th ta="right">Removed</Table.Th>
          <Table.Th ta="right">Changed</Table.Th>
          <Table.Th ta="right">Difference</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {sums.map((sum) => (
          <Table.Tr key={[sum.table, sum.measure, sum.currency].join(' ')}>
            <Table.Td>{rowKind(sum.table, sum.measure)}</Table.Td>
            <Table.Td ta="right">{count(sum.added)}</Table.Td>
            <Table.Td ta="right">{count(sum.removed)}</Table.Td>
            <Table.Td ta="right">{count(sum.changed)}</Table.Td>
            <Table.Td ta="right" className={classes.oneLine}>
              {rowMoney(sum.differenceMinor, sum.currency, true)}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </TableFrame>
  );
}
