'use client';

import { Stack, Table, Text, Title } from '@mantine/core';
import { TableFrame } from '@/components/admin/table-frame';
import { formatDay, formatRange } from '@/components/format/format-period';
import type { DryRun } from '@/lib/partners/shapes';
import { Money } from './money';
import classes from './partners.module.css';

/** What the rule would have brought whom; nothing was written. */
export function DryRunReport({ run }: { run: DryRun }) {
  const { from, to, partners, totals } = run;
  const unconverted = partners.reduce((sum, one) => sum + one.unconverted, 0);
  return (
    <section aria-label="Dry run">
      <Stack gap="xs">
        <Title order={3}>Over {formatRange(from, to)} it would have paid</Title>
        {partners.length === 0 && <Text size="sm">Nothing: no partner brought what it rewards.</Text>}
        {partners.length > 0 && (
          <TableFrame label="What each partner would have earned" minWidth={480}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Partner</Table.Th>
                <Table.Th className={classes.number}>Times</Table.Th>
                <Table.Th className={classes.number}>Base</Table.Th>
                <Table.Th className={classes.number}>Earnings</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {partners.map(({ partner, currency, events, baseMinor, earningsMinor }) => (
                <Table.Tr key={`${partner.id} ${currency}`}>
                  <Table.Td>{partner.name}</Table.Td>
                  <Table.Td className={classes.number}>{events}</Table.Td>
                  <Table.Td className={classes.number}>
                    <Money minor={baseMinor} currency={currency} />
                  </Table.Td>
                  <Table.Td className={classes.number}>
                    <Money minor={earningsMinor} currency={currency} />
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
            <Table.Tfoot>
              {totals.map(({ currency, events, earningsMinor }) => (
                <Table.Tr key={currency} className={classes.total}>
                  <Table.Th scope="row">Total</Table.Th>
                  <Table.Td className={classes.number}>{events}</Table.Td>
                  <Table.Td />
                  <Table.Td className={classes.number}>
                    <Money minor={earningsMinor} currency={currency} />
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tfoot>
          </TableFrame>
        )}
        <Samples run={run} />
        {unconverted > 0 && (
          <Text size="sm" c="dimmed">
            {unconverted} sales are left out, as no exchange rate is known for their day.
          </Text>
        )}
      </Stack>
    </section>
  );
}

function Samples({ run: { partners } }: { run: DryRun }) {
  const samples = partners.flatMap(({ partner, currency, samples }) =>
    samples.slice(0, 2).map((sample) => ({ ...sample, currency, name: partner.name })),
  );
  if (samples.length === 0) return null;
  return (
    <Stack gap={2}>
      {samples.slice(0, 6).map(({ sourceId, day, arithmetic, name }) => (
        <Text key={`${name} ${sourceId}`} size="xs" c="dimmed">
          {name}, {formatDay(day)}, {sourceId}: {arithmetic}
        </Text>
      ))}
    </Stack>
  );
}
