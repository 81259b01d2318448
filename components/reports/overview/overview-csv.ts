import type { MetricResult, MetricTotal, ReportParams } from '@/lib/reports/types';
import { type CsvCell, type CsvTable, csvFigure } from '../csv/csv-text';
import { latestPoints } from '../latest-points';
import { partUnits } from '../part-units';

/** A card of the overview: a figure over the whole range, or at its last complete period. */
export interface OverviewFigure {
  result: MetricResult;
  label: string;
  latest?: boolean;
}

interface Dated {
  from: string;
  to: string;
  figure: Pick<MetricTotal, 'value' | 'numerator' | 'denominator'>;
}

/** What the cards show: each figure, what it is made of, and what it is compared with. */
export const overviewCsv = (
  figures: readonly OverviewFigure[],
  params: Pick<ReportParams, 'from' | 'to'>,
): CsvTable => ({
  header: ['Figure', 'From', 'To', 'Value', 'Unit', 'Numerator', 'Denominator', 'Before: from', 'Before: to', 'Before'],
  rows: figures.flatMap(({ result, label, latest }) => {
    const { now, before } = latest ? ofLatest(result) : ofRange(result, params);
    return now ? [line(label, result, now, before)] : [];
  }),
});

function ofRange({ total, comparison }: MetricResult, { from, to }: Pick<ReportParams, 'from' | 'to'>) {
  const before = comparison && { from: comparison.from, to: comparison.to, figure: comparison.total };
  return { now: { from, to, figure: total }, before };
}

function ofLatest(result: MetricResult) {
  const dated = (point: ReturnType<typeof latestPoints>['point']) =>
    point && { from: point.start, to: point.end, figure: point };
  const { point, before } = latestPoints(result);
  return { now: dated(point), before: dated(before) };
}

function line(label: string, { metric, unit, currency }: MetricResult, now: Dated, before?: Dated): CsvCell[] {
  const { value, numerator, denominator } = now.figure;
  const units = partUnits(metric);
  return [
    label,
    now.from,
    now.to,
    csvFigure(value, { unit, currency }),
    unit === 'money' ? currency.toUpperCase() : unit,
    csvFigure(numerator, { unit: units.numerator, currency }),
    csvFigure(denominator, { unit: units.denominator, currency }),
    before?.from ?? null,
    before?.to ?? null,
    csvFigure(before?.figure.value ?? null, { unit, currency }),
  ];
}
