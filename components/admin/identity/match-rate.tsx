'use client';

import { Progress, SimpleGrid, Stack, Table, Text } from '@mantine/core';
import { useFormat } from '@/components/format/use-format';
import type { MatchRate as Rate } from '@/lib/identity/load-identity';
import { TableFrame } from '../table-frame';
import { ruleLabel } from './rule-label';
import classes from './rules.module.css';

interface Props {
  rate: Rate;
  currency: string;
}

const FALLBACK = 'fallback';
/** Shares that are healthy (definitions B15). */
const JOINED = 0.9;
const UNRESOLVED = 0.05;

const share = (part: number, whole: number) => (whole === 0 ? null : part / whole);

/** How many customers a rule found a person for, and how much of the revenue these brought. */
export function MatchRate({ rate, currency }: Props) {
  const format = {
    money: useFormat({ unit: 'money', currency }),
    count: useFormat({ unit: 'count', currency }),
    ratio: useFormat({ unit: 'ratio', currency }),
  };
  const { customers, revenueMinor, byRule, recent } = rate;
  const unresolved = byRule.find(({ rule }) => rule === FALLBACK) ?? { customers: 0, revenueMinor: 0 };
  const matched = customers - unresolved.customers;
  const matchedMinor = revenueMinor - unresolved.revenueMinor;
  return (
    <Stack gap="sm">
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="md">
        <Figure
          label="Match rate by customers"
          share={share(matched, customers)}
          text={format.ratio(share(matched, customers))}
          of={`${format.count(matched)} of ${format.count(customers)} live customers matched by a rule`}
        />
        <Figure
          label="Match rate by revenue"
          share={share(matchedMinor, revenueMinor)}
          text={format.ratio(share(matchedMinor, revenueMinor))}
          of={`${format.money(matchedMinor)} of ${format.money(revenueMinor)} net revenue`}
        />
      </SimpleGrid>
      {customers > 0 && <Text size="sm">{healthOf(matched / customers, format.ratio)}</Text>}
      {recent > 0 && (
        <Text size="sm" c="dimmed">
          {format.count(recent)} of the unresolved came within the last seven days, and may still be joined.
        </Text>
      )}
      {byRule.length > 0 && (
        <TableFrame label="Customers by rule" minWidth={480}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Found by</Table.Th>
              <Table.Th ta="right">Customers</Table.Th>
              <Table.Th ta="right">Share</Table.Th>
              <Table.Th ta="right">Net revenue</Table.Th>
              <Table.Th ta="right">Share</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {byRule.map((row) => (
              <Table.Tr key={row.rule}>
                <Table.Td>{ruleLabel(row.rule)}</Table.Td>
                <Table.Td ta="right" className={classes.figure}>
                  {format.count(row.customers)}
                </Table.Td>
                <Table.Td ta="right" className={classes.figure}>
                  {format.ratio(share(row.customers, customers))}
                </Table.Td>
                <Table.Td ta="right" className={classes.figure}>
                  {format.money(row.revenueMinor)}
                </Table.Td>
                <Table.Td ta="right" className={classes.figure}>
                  {format.ratio(share(row.revenueMinor, revenueMinor))}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </TableFrame>
      )}
    </Stack>
  );
}

/** How the rate stands to the two targets. */
function healthOf(joined: number, ratio: (value: number) => string): string {
  const targets = 'more than 90% joined and less than 5% unresolved';
  const unresolved = 1 - joined;
  if (joined > JOINED && unresolved < UNRESOLVED) return `Healthy: ${targets}.`;
  if (joined > JOINED) return `Joined well; ${ratio(unresolved)} are unresolved, where less than 5% is healthy.`;
  return `Healthy would be ${targets}. The customers below show what another rule could look for.`;
}

function Figure({ label, share, text, of }: { label: string; share: number | null; text: string; of: string }) {
  return (
    <div>
      <Text size="sm" c="dimmed">
        {label}
      </Text>
      <Text fz={28} fw={600} lh={1.3}>
        {text}
      </Text>
      <Progress value={Math.min(Math.max((share ?? 0) * 100, 0), 100)} aria-label={label} my={4} />
      <Text size="sm" c="dimmed">
        {of}
      </Text>
    </div>
  );
}
