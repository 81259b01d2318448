import type { MetricResult, MetricTotal, ReportParams } from '@/lib/reports/types';
import type { BridgeStep } from '../bridge/bridge-step';
import type { ExplainTarget } from '../explain/explain-target';

/** What net revenue is made of, in order; amounts are signed. */
const STEPS = [
  { part: 'gross', label: 'Gross', name: 'gross revenue', color: 'var(--mantine-color-gray-6)' },
  { part: 'discounts', label: 'Discounts', name: 'discounts', color: 'var(--mantine-color-yellow-5)' },
  { part: 'tax', label: 'Tax', name: 'tax', color: 'var(--mantine-color-grape-5)' },
  { part: 'refunds', label: 'Refunds', name: 'refunds', color: 'var(--mantine-color-orange-5)' },
  { part: 'lostDisputes', label: 'Lost disputes', name: 'lost disputes', color: 'var(--mantine-color-red-6)' },
  { part: 'fees', label: 'Stripe fees', name: 'Stripe fees', color: 'var(--mantine-color-indigo-5)' },
] as const;

export type RevenueStep = (typeof STEPS)[number];

/** The steps that are in force: fees are no step where the setting leaves them in. */
export const revenueSteps = ({ total }: Pick<MetricResult, 'total'>): RevenueStep[] =>
  STEPS.filter(({ part }) => total.parts && part in total.parts);

/** What explains one step, or without a part the net itself. */
export const revenueTarget = (span: { start: string; end: string }, part?: string): ExplainTarget => ({
  metric: 'net-revenue',
  ...(part ? { part } : {}),
  start: span.start,
  end: span.end,
});

/** From gross to net over a range. */
export function revenueBridge(
  steps: readonly RevenueStep[],
  figure: MetricTotal,
  { from, to }: Pick<ReportParams, 'from' | 'to'>,
): BridgeStep[] {
  const span = { start: from, end: to };
  return [
    ...steps.map(({ part, label, name, color }) => ({
      key: part,
      label,
      name,
      color,
      value: figure.parts?.[part] ?? 0,
      total: part === 'gross',
      target: revenueTarget(span, part),
    })),
    {
      key: 'net',
      label: 'Net',
      name: 'net revenue',
      color: 'var(--hw-accent)',
      value: figure.value ?? 0,
      total: true,
      target: revenueTarget(span),
    },
  ];
}

/** What is left of net − its steps: always 0 unless a step is missing. */
export const revenueGap = (steps: readonly RevenueStep[], { value, parts }: MetricTotal): number =>
  (value ?? 0) - steps.reduce((sum, { part }) => sum + (parts?.[part] ?? 0), 0);
