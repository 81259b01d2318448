import { BY_ITEM, type Formula, type MetricEntry, type MovementName } from './metric';

const rate = (
  label: string,
  definition: string,
  good: 1 | -1,
  formula: Omit<Extract<Formula, { kind: 'mrr-rate' }>, 'kind'>,
): MetricEntry => ({
  label,
  unit: 'ratio',
  definition,
  formula: { kind: 'mrr-rate', ...formula },
  dimensions: BY_ITEM,
  additive: true,
  rollup: 'pooled',
  good,
});

/** Of the customers who had MRR when the period began, how much is left at its end. */
const retention = (label: string, definition: string, names: readonly MovementName[]) =>
  rate(label, definition, 1, { opening: true, names, sign: 1, retained: true });

const churn = (label: string, definition: string, names: readonly MovementName[]) =>
  rate(label, definition, -1, { opening: false, names, sign: -1, retained: false });

/** Rates on the movements of MRR (definitions B2-4 to B2-9). */
export const rateMetrics: Record<string, MetricEntry> = {
  nrr: retention(
    'Net revenue retention',
    '(Opening MRR + expansion − contraction − churn) ÷ opening MRR, of the customers who had MRR when the period began. What exchange rates do, new customers and those who came back are left out.',
    ['expansion', 'contraction', 'churn'],
  ),
  grr: retention(
    'Gross revenue retention',
    '(Opening MRR − contraction − churn) ÷ opening MRR, of the customers who had MRR when the period began.',
    ['contraction', 'churn'],
  ),
  'gross-mrr-churn': churn('Gross MRR churn', '(Churned + contraction MRR) ÷ opening MRR.', ['contraction', 'churn']),
  'net-mrr-churn': churn(
    'Net MRR churn',
    '(Churned − expansion MRR) ÷ opening MRR. Below zero when customers who stay grow by more than leaves.',
    ['expansion', 'churn'],
  ),
  'churned-mrr-rate': churn('Churned MRR rate', 'Churned MRR ÷ opening MRR.', ['churn']),
};
