'use client';

import { Stack, TableTbody, TableTd, TableTh, TableThead, TableTr, Text } from '@mantine/core';
import { z } from 'zod';
import { Legend } from '@/components/charts/legend';
import { LevelChart } from '@/components/charts/level-chart';
import { formatPeriod, formatPeriodShort } from '@/components/format/format-period';
import { useFormat } from '@/components/format/use-format';
import type { DefinitionsPreview as Preview } from '@/lib/definitions/preview-definitions';
import { TableFrame } from '../table-frame';

const beforeAfter = z.object({ before: z.number(), after: z.number() });

/** As `/api/internal/definitions/preview` answers it. */
export const previewShape = z.object({
  currency: z.string(),
  unchanged: z.boolean(),
  months: z.array(
    z.object({
      start: z.string(),
      end: z.string(),
      incomplete: z.boolean(),
      mrr: beforeAfter,
      subscribers: beforeAfter,
    }),
  ),
}) satisfies z.ZodType<Preview>;

const AFTER = { key: 'after', label: 'As it would be', color: 'var(--hw-accent)' };
const BEFORE = { key: 'before', label: 'As it is', color: 'var(--mantine-color-dimmed)' };

/** Twelve months as they are, and as they would be. */
export function DefinitionsPreview({ preview }: { preview: Preview }) {
  const { currency, months, unchanged } = preview;
  const money = useFormat({ unit: 'money', currency });
  const count = useFormat({ unit: 'count', currency });
  return (
    <Stack gap="sm">
      {unchanged && <Text size="sm">What you changed moves no figure of MRR; it counts for the other reports.</Text>}
      <Legend series={[AFTER, BEFORE]} partial="dashed" />
      <LevelChart
        label="MRR of the last twelve months, as it would be and as it is"
        periods={months.map(({ start, end, incomplete }) => ({
          key: start,
          label: formatPeriod(start, end, 'month'),
          short: formatPeriodShort(start, 'month'),
          partial: incomplete,
        }))}
        series={[{ ...AFTER, values: months.map(({ mrr }) => mrr.after) }]}
        ghost={{ ...BEFORE, values: months.map(({ mrr }) => mrr.before) }}
        format={money}
      />
      <TableFrame label="Twelve months before and after" minWidth={640}>
        <TableThead>
          <TableTr>
            <TableTh>Month</TableTh>
            <TableTh ta="right">MRR as it is</TableTh>
            <TableTh ta="right">As it would be</TableTh>
            <TableTh ta="right">Difference</TableTh>
            <TableTh ta="right">Subscribers as is</TableTh>
            <TableTh ta="right">As would be</TableTh>
          </TableTr>
        </TableThead>
        <TableTbody>
          {months.map(({ start, end, incomplete, mrr, subscribers }) => (
            <TableTr key={start}>
              <TableTd>
                {formatPeriod(start, end, 'month')}
                {incomplete && ' (so far)'}
              </TableTd>
              <TableTd ta="right">{money(mrr.before)}</TableTd>
              <TableTd ta="right">{money(mrr.after)}</TableTd>
              <TableTd ta="right">{money(mrr.after - mrr.before, { sign: true })}</TableTd>
              <TableTd ta="right">{count(subscribers.before)}</TableTd>
              <TableTd ta="right">{count(subscribers.after)}</TableTd>
            </TableTr>
          ))}
        </TableTbody>
      </TableFrame>
    </Stack>
  );
}
