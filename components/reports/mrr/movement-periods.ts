import type { MetricResult } from '@/lib/reports/types';

/** The steps MRR takes, each a metric of its own; amounts are signed. */
export const MOVEMENTS = [
  { metric: 'new-mrr', label: 'New', color: 'var(--mantine-color-teal-7)' },
  { metric: 'expansion-mrr', label: 'Expansion', color: 'var(--mantine-color-teal-4)' },
  { metric: 'reactivation-mrr', label: 'Reactivation', color: 'var(--mantine-color-cyan-6)' },
  { metric: 'contraction-mrr', label: 'Contraction', color: 'var(--mantine-color-orange-5)' },
  { metric: 'churned-mrr', label: 'Churn', color: 'var(--mantine-color-red-6)' },
  { metric: 'fx-mrr', label: 'FX', color: 'var(--mantine-color-gray-5)' },
] as const;

export interface MovementPeriod {
  start: string;
  end: string;
  incomplete: boolean;
  opening: number;
  /** One signed amount per entry of MOVEMENTS. */
  steps: number[];
  closing: number;
  /** What is left of closing − opening − steps: always 0 unless the ledger is broken. */
  gap: number;
}

/** Lays MRR and its movements side by side: opening, steps, closing, and whether they add up. */
export function movementPeriods(mrr: MetricResult, movements: MetricResult[]): MovementPeriod[] {
  // Periods that have not begun have no level yet.
  const levels = (mrr.series[0]?.points ?? []).filter(({ value }) => value !== null);
  const before = mrr.comparison?.series[0]?.points.at(-1);
  // The level just before the range is known when the period right before it was compared with.
  const opening = mrr.comparison?.to === levels[0]?.start ? (before?.value ?? null) : null;

  return levels.map(({ start, end, incomplete, value }, index) => {
    const steps = movements.map(({ series }) => series[0]?.points[index]?.value ?? 0);
    const closing = value ?? 0;
    const net = steps.reduce((sum, step) => sum + step, 0);
    const first = index === 0 ? (opening ?? closing - net) : (levels[index - 1]?.value ?? 0);
    return { start, end, incomplete, opening: first, steps, closing, gap: closing - first - net };
  });
}

/** The whole range as one period. */
export function movementTotal(periods: MovementPeriod[]): MovementPeriod | null {
  const [first, last] = [periods[0], periods.at(-1)];
  if (!first || !last) return null;
  return {
    start: first.start,
    end: last.end,
    incomplete: last.incomplete,
    opening: first.opening,
    steps: MOVEMENTS.map((_, at) => periods.reduce((sum, { steps }) => sum + (steps[at] ?? 0), 0)),
    closing: last.closing,
    gap: periods.reduce((sum, { gap }) => sum + gap, 0),
  };
}

/** The whole range compared with as one period; null where nothing is compared. Its opening follows from the identity. */
export function comparedTotal(mrr: MetricResult, movements: MetricResult[]): MovementPeriod | null {
  if (!mrr.comparison) return null;
  const { from, to, total } = mrr.comparison;
  const steps = movements.map(({ comparison }) => comparison?.total.value ?? 0);
  const closing = total.value ?? 0;
  const opening = closing - steps.reduce((sum, step) => sum + step, 0);
  return { start: from, end: to, incomplete: false, opening, steps, closing, gap: 0 };
}
