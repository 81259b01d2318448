import { divideHalfUp } from '@/lib/money/divide-half-up';
import { majorText } from '@/lib/money/major-text';
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
      input: 'the same, at a churn of one customer in five',
      expected: '37283',
      work: () => {
        const { end, closing, churned, opening } = march();
        return {
          value: String(divideHalfUp(end * opening, closing * churned)),
          arithmetic: `${end} ÷ ${closing} ÷ (${churned} ÷ ${opening}), rounded once`,
        };
      },
    },
    {
      id: 'B7-3',
      input: '$1540 from 300 people',
      expected: '$5.13',
      work: () => ({ value: `$${majorText(divideHalfUp(154_000n, 300n), 'usd')}`, arithmetic: '154000 ÷ 300' }),
    },
  ],
};
