import type { ExplainRow, MetricRows } from '@/lib/reports/types';

export interface SumCheck {
  part: ExplainRow['part'];
  rows: ExplainRow[];
  /** What the rows shown add up to. */
  shown: number;
  /** What the figure says; null when the figure has no such side. */
  expected: number | null;
}

const PARTS = ['value', 'numerator', 'denominator'] as const;

/** Adds up the rows of each side of a figure, to be held against what the figure says. */
export function checkSum(figure: Pick<MetricRows, (typeof PARTS)[number]>, rows: ExplainRow[]): SumCheck[] {
  return PARTS.flatMap((part) => {
    const own = rows.filter((row) => row.part === part);
    if (own.length === 0 && (part === 'value' || figure[part] === null)) return [];
    const shown = own.reduce((sum, row) => sum + (row.value ?? 0), 0);
    return [{ part, rows: own, shown, expected: figure[part] }];
  });
}
