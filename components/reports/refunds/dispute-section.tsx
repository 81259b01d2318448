'use client';

import { Text, Title } from '@mantine/core';
import type { MetricResult, MetricTotal, ReportParams } from '@/lib/reports/types';
import { formatPeriod, formatRange } from '../../format/format-period';
import { csvFigure } from '../csv/csv-text';
import { TableSection } from '../csv/table-section';
import { MetricCard } from '../metric-card';
import classes from '../report.module.css';
import { DisputeChart } from './dispute-chart';
import { INQUIRIES, OUTCOMES, partOf } from './dispute-outcomes';
import { DisputeTable } from './dispute-table';

export interface DisputeFigures {
  /** How many were opened, with their outcomes as parts, and the amounts they are about. */
  disputes: MetricResult;
  amounts: MetricResult;
}

/** Disputes, opened in these days: how they end, and what they are about. */
export function DisputeSection({ params, disputes, amounts }: DisputeFigures & { params: ReportParams }) {
  if (!disputes.total.value && !partOf(disputes.total, INQUIRIES)) {
    return (
      <section>
        <Title order={2} mb={4}>
          Disputes
        </Title>
        <Text size="sm">No dispute and no inquiry was opened in these days.</Text>
      </section>
    );
  }
  const points = disputes.series[0]?.points ?? [];
  const line = (name: string, count: MetricTotal, amount: MetricTotal | undefined) => [
    name,
    count.value,
    ...OUTCOMES.map(({ key }) => partOf(count, key)),
    csvFigure(amount?.value ?? null, amounts),
    csvFigure(partOf(amount, 'lost'), amounts),
    partOf(count, INQUIRIES),
  ];
  return (
    <>
      <div className={classes.cards}>
        <MetricCard result={disputes} params={params} goodWhen="down" label="Disputes opened" />
        <MetricCard result={amounts} params={params} goodWhen="down" label="Disputed amount" />
      </div>
      <DisputeChart {...{ disputes, amounts, params }} />
      <TableSection
        title="Disputes by period"
        fileName={`disputes-${params.from}-${params.to}`}
        csv={() => ({
          header: [
            'Opened in',
            'Disputes',
            ...OUTCOMES.map(({ label }) => label),
            'Disputed amount',
            'Of it lost',
            'Inquiries',
          ],
          rows: [
            ...points.map((point, index) =>
              line(formatPeriod(point.start, point.end, disputes.interval), point, amounts.series[0]?.points[index]),
            ),
            line(formatRange(params.from, params.to), disputes.total, amounts.total),
          ],
        })}
      >
        <DisputeTable {...{ disputes, amounts, params }} />
      </TableSection>
    </>
  );
}
