import { Group, Progress, Stack, TableTbody, TableTd, TableTh, TableThead, TableTr, Text } from '@mantine/core';
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
          {matched} of {customers} live customers matched by a rule
        </Text>
      </Group>
      <Progress value={(share ?? 0) * 100} aria-label="Match rate by customers" />
      {byRule.length > 0 && (
        <TableFrame label="Customers by rule" minWidth={320}>
          <TableThead>
            <TableTr>
              <TableTh>Found by</TableTh>
              <TableTh ta="right">Customers</TableTh>
            </TableTr>
          </TableThead>
          <TableTbody>
            {byRule.map((row) => (
              <TableTr key={row.rule}>
                <TableTd>{ruleLabel(row.rule)}</TableTd>
                <TableTd ta="right">{row.customers}</TableTd>
              </TableTr>
            ))}
          </TableTbody>
        </TableFrame>
      )}
    </Stack>
  );
}
