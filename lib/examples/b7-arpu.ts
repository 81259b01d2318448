import { lifetimeValue } from '@/lib/metrics/ltv';
import { average } from '@/lib/metrics/realised-ltv';
import { divideHalfUp } from '@/lib/money/divide-half-up';
import { march } from './b2-movements';
import type { ExampleSection } from './example';

export const arpuSection: ExampleSection = {
  id: 'B7',
  title: 'ARPU and LTV',
  about:
    'ARPU is MRR ÷ paying subscribers at the end of the period; LTV is the unrounded ARPU ÷ monthly customer churn.',
  examples: [
    {
      id: 'B7-1',
      input: 'data set B2-1 at the end of March',
      expected: '7457',
      work: () => {
        const { end, closing } = march();
        return { value: String(divideHalfUp(end, closing)), arithmetic: `${end} ÷ ${closing}` };
      },
    },
    {
      id: 'B7-2',
      input: 'the same, 2 of 10 customers churn in a month',
      expected: '37283',
      work: () => {
        const { end, closing } = march();
        return {
          value: String(lifetimeValue(end, closing, { churned: 2n, exposed: 10n }).value),
          arithmetic: `${end} ÷ ${closing} ÷ (2 ÷ 10), rounded once`,
        };
      },
    },
    {
      id: 'B7-2',
      input: 'the same, nobody churns, or fewer than ten could',
      expected: 'no_churn, not_enough_data',
      work: () => {
        const { end, closing } = march();
        const reasons = [10n, 9n].map((exposed) => lifetimeValue(end, closing, { churned: 0n, exposed }).reason);
        return { value: reasons.join(', ') };
      },
    },
    {
      id: 'B7-3',
      input: '$1540 from 300 people',
      expected: '513',
      work: () => ({ value: String(average(154_000n, 300n).value), arithmetic: '154000 ÷ 300' }),
    },
  ],
};
