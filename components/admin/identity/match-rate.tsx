import { Group, Progress, Stack, Table, Text } from '@mantine/core';
import { TableFrame } from '../table-frame';
import { ruleLabel } from './rule-label';

interface Props {
  customers: number;
  matched: number;
  byRule: { rule: string; customers: number }[];
}

/** How many customers a rule found a person for. */
export function MatchRate({ customers, matched, byRule }: Props) {
  const share = customers === 0 ? null : matched / customers;
  return (
    <Stack gap="sm">
      <Group gap="md" align="baseline">
        <Text fz={28} fw={600}>
          {share === null ? '–' : `${(share * 100).toFixed(1)}%`}
        </Text>
        <Text size="sm" c="dimmed">
          {matched} of {customers} customers matched by a rule
        </Text>
      </Group>
      <Progress value={(share ?? 0) * 100} aria-label="Match rate by customers" />
      {byRule.length > 0 && (
        <TableFrame label="Customers by rule" minWidth={320}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Found by</Table.Th>
              <Table.Th ta="right">Customers</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {byRule.map((row) => (
              <Table.Tr key={row.rule}>
                <Table.Td>{ruleLabel(row.rule)}</Table.Td>
                <Table.Td ta="right">{row.customers}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </TableFrame>
      )}
    </Stack>
  );
}
