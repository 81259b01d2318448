import { earnedOfLead, earnedOfSale } from '@/lib/partners/count/earnings';
import type { CountedTerms, Reward } from '@/lib/partners/types';
import type { ExampleSection } from './example';

const terms = (reward: Reward, sold: bigint): CountedTerms => ({
  ...{ version: 1, reward, productIds: [], weights: ['1'], own: [0] },
  rate: { worth: sold.toString(), of: sold.toString() },
});

/** What a partner earns at a percentage of a sale, of which something was given back. */
function earned(percent: string, net: bigint, back = 0n): bigint {
  return earnedOfSale(terms({ kind: 'percent', percent }, net), [{ productId: 'prod_a', net, back }]).earnings;
}

export const commissionsSection: ExampleSection = {
  id: 'B13',
  title: 'Partner commissions',
  about:
    'A commission is a percentage of the sale without tax and discounts, in the reporting currency, or a flat amount. A refund counts it again on what is left and books the difference; what was paid is clawed back.',
  examples: [
    { id: 'B13-1', input: '20 % of 10000', expected: '2000', work: () => ({ value: String(earned('20', 10_000n)) }) },
    {
      id: 'B13-2',
      input: 'the same, 2500 refunded',
      expected: '1500',
      work: () => ({ value: String(earned('20', 10_000n, 2500n)), arithmetic: '20 % of 10000 − 2500' }),
    },
    {
      id: 'B13-3',
      input: 'the same after the payout: clawback',
      expected: '-500',
      work: () => ({ value: String(earned('20', 10_000n, 2500n) - earned('20', 10_000n)), arithmetic: '1500 − 2000' }),
    },
    {
      id: 'B13-4',
      input: '15 % of 3333, then 1000 refunded',
      expected: '500 → 350, difference 150',
      work: () => {
        const [before, after] = [earned('15', 3333n), earned('15', 3333n, 1000n)];
        return { value: `${before} → ${after}, difference ${before - after}` };
      },
    },
    {
      id: 'B13-5',
      input: '33.3333 % of 9999, refunded in three parts of 3333',
      expected: '3333, 2222, 1111, 0',
      work: () => ({ value: [0n, 3333n, 6666n, 9999n].map((back) => earned('33.3333', 9999n, back)).join(', ') }),
    },
    {
      id: 'B13-8',
      input: 'a trial with 5 seats, $50 a lead, each unit on trial is a lead',
      expected: '25000',
      work: () => ({
        value: String(earnedOfLead(terms({ kind: 'flat', amountMinor: 5000, currency: 'usd' }, 0n), 5).earnings),
        arithmetic: '5 × 5000',
      }),
    },
    {
      id: 'B13-9',
      input: 'a sale of 12000 with 2000 tax, 20 %',
      expected: '2000',
      work: () => ({ value: String(earned('20', 12_000n - 2000n)), arithmetic: '20 % of 12000 − 2000' }),
    },
  ],
};
