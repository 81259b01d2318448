'use client';

import { Group, Text } from '@mantine/core';
import type { MetricResult, ReportParams } from '@/lib/reports/types';
import { ChartFrame } from '../../charts/chart-frame';
import { StackedBars } from '../../charts/stacked-bars';
import { formatRange } from '../../format/format-period';
import { useFormat } from '../../format/use-format';
import { TableSection } from '../csv/table-section';
import { useExplain } from '../explain/use-explain';
import { MetricCard } from '../metric-card';
import classes from '../report.module.css';
import { useCsvUrl } from '../use-csv-url';
import { FrequencyRangesField } from './frequency-ranges-field';
import { FrequencyTable } from './frequency-table';
import { frequencyTarget, purchaseRanges } from './purchase-ranges';

export interface Purchases {
  average: MetricResult;
  frequency: MetricResult;
  /** What a person who bought brought, and a mapped one whether they bought or not; null where not filterable as asked. */
  perBuyer: MetricResult | null;
  perUser: MetricResult | null;
}

/** How often people buy. */
export function PurchaseSection({
  average,
  frequency,
  perBuyer,
  perUser,
  params,
}: Purchases & { params: ReportParams }) {
  const [, explain] = useExplain();
  const format = useFormat(frequency);
  const percent = useFormat({ unit: 'ratio', currency: frequency.currency });
  const csvUrl = useCsvUrl();
  const ranges = purchaseRanges(frequency.total);
  const title = `Purchases per person, ${formatRange(params.from, params.to)}`;
  const series = {
    key: 'people',
    label: 'People',
    color: 'var(--hw-accent)',
    values: ranges.map(({ people }) => people),
  };
  return (
    <>
      <div className={classes.cards}>
        <MetricCard result={average} params={params} goodWhen="up" />
        {perBuyer && <MetricCard result={perBuyer} params={params} goodWhen="up" />}
        {perUser && <MetricCard result={perUser} params={params} goodWhen="up" />}
      </div>
      <ChartFrame
        title={title}
        note="Each person once, by the number of their sales in all of these days."
        legend={[]}
        csv={[{ label: 'Average by period (CSV)', href: csvUrl('average-purchases-per-user', { breakdown: null }) }]}
        fileName={`purchases-per-person-${params.from}-${params.to}`}
        chart={
          <StackedBars
            label={title}
            periods={ranges.map(({ range }) => ({
              key: range,
              label: range === '1' ? '1 purchase' : `${range} purchases`,
              short: range,
              partial: false,
            }))}
            series={[series]}
            format={format}
            integers
            timeless
            notes={(index) => [{ label: 'Share', value: percent(ranges[index]?.share ?? null) }]}
            onSelect={(index) => {
              const found = ranges[index];
              if (found) explain(frequencyTarget(params, found.range));
            }}
          />
        }
        table={<FrequencyTable frequency={frequency} params={params} />}
      />
      <TableSection
        title="People by purchases"
        fileName={`purchase-frequency-${params.from}-${params.to}`}
        csv={() => ({
          header: ['Purchases', 'People', 'Share'],
          rows: ranges.map(({ range, people, share }) => [range, people, share]),
        })}
      >
        <FrequencyTable frequency={frequency} params={params} />
        <Group gap="xs" mt={8}>
          <Text size="xs" c="dimmed">
            Ranges, from 1 on without a gap and the last one open:
          </Text>
          <FrequencyRangesField />
        </Group>
      </TableSection>
    </>
  );
}
