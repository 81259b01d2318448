import { EVER, flowOf, MARCH, type Range, rateOf, sumOf } from './evaluate';
import type { Example, ExampleSection } from './example';
import { charged, foldLife, type LifeEvent, paidInvoice, refunded } from './stripe-life';

/** Ten charges of 5000 in March, and refunds of two of them and of one of February. */
const SOLD: LifeEvent[] = [
  charged('ch_feb', 10_000, '2026-02-10'),
  ...Array.from({ length: 10 }, (_, index) =>
    charged(`ch_${index}`, 5000, `2026-03-${String(index + 1).padStart(2, '0')}`),
  ),
];
const MARCH_REFUNDS = [refunded('re_1', 'ch_feb', 8000, '2026-03-04'), refunded('re_2', 'ch_0', 1500, '2026-03-20')];
const APRIL_REFUND = refunded('re_3', 'ch_1', 5000, '2026-04-02');
const failed: LifeEvent = {
  type: 'refund.failed',
  at: '2026-04-06',
  object: { ...APRIL_REFUND.object, status: 'failed' },
};

const rate = (
  id: string,
  input: string,
  expected: string,
  of: 'amount' | 'count',
  basis: 'sale' | 'refund',
  life: LifeEvent[],
): Example => ({
  id,
  input,
  expected,
  work: () => ({ value: rateOf(`refund-rate-${of}`, foldLife(life).entries, MARCH, basis) }),
});

const refunds = (life: LifeEvent[], range: Range = EVER) => String(flowOf('refunds', foldLife(life).entries, range));
const on = (day: string, next: string): Range => ({ from: day, to: next });
const upToApril = [...SOLD, ...MARCH_REFUNDS, APRIL_REFUND];

export const refundsSection: ExampleSection = {
  id: 'B5',
  title: 'Refund rate',
  about:
    'By date of the sale for rates and cohorts, by date of the refund for cash; without the share of tax. March has ten charges of 5000. Refunds: on 4 March 8000 of a February charge, on 20 March 1500 and on 2 April 5000 of March charges.',
  others:
    'RevenueCat divides refunded by paid transactions by original date, so the past changes. Superwall divides refunded money by gross proceeds, by cohort of first purchase. ProfitWell ignores refunds, except of a year that is cancelled at once.',
  examples: [
    rate('B5-1', 'amount, by date of the refund', '9500 / 50000 = 19.00 %', 'amount', 'refund', upToApril),
    rate('B5-2', 'amount, by date of the sale, as of 5 April', '6500 / 50000 = 13.00 %', 'amount', 'sale', upToApril),
    rate('B5-3', 'the same, as known on 31 March', '1500 / 50000 = 3.00 %', 'amount', 'sale', [
      ...SOLD,
      ...MARCH_REFUNDS,
    ]),
    rate('B5-4', 'count, by date of the sale, as of 5 April', '2 / 10 = 20.00 %', 'count', 'sale', upToApril),
    rate('B5-5', 'the refund of 5000 fails on 6 April: amount', '1500 / 50000 = 3.00 %', 'amount', 'sale', [
      ...upToApril,
      failed,
    ]),
    rate('B5-5', 'the refund of 5000 fails on 6 April: count', '1 / 10 = 10.00 %', 'count', 'sale', [
      ...upToApril,
      failed,
    ]),
    {
      id: 'B5-5',
      input: 'the refund of 5000 fails on 6 April: money by day',
      expected: '5000 on 2 April, -5000 on 6 April',
      work: () => {
        const life = [...upToApril, failed];
        const [out, back] = [
          refunds(life, on('2026-04-02', '2026-04-03')),
          refunds(life, on('2026-04-06', '2026-04-07')),
        ];
        return { value: `${out} on 2 April, ${back} on 6 April` };
      },
    },
    {
      id: 'B5-6',
      input: 'a charge of 12000, of which 2000 is tax; 3000 are refunded',
      expected: '2500',
      work: () => {
        const life = [
          paidInvoice('in_1', 12_000, '2026-03-01', { total_excluding_tax: 10_000, charge: 'ch_1' }),
          charged('ch_1', 12_000, '2026-03-01', { invoice: 'in_1' }),
          refunded('re_1', 'ch_1', 3000, '2026-03-10'),
        ];
        return { value: refunds(life) };
      },
    },
    {
      id: 'B5-7',
      input: 'one charge, refunds of 1000 and of 2500 more, each with its charge.refunded event',
      expected: '3500, 1 charge',
      work: () => {
        const grown = (amount: number, when: string): LifeEvent => ({
          ...charged('ch_1', 5000, '2026-03-01', { amount_refunded: amount }),
          type: 'charge.refunded',
          at: when,
        });
        const life = [
          charged('ch_1', 5000, '2026-03-01'),
          grown(1000, '2026-03-05'),
          refunded('re_1', 'ch_1', 1000, '2026-03-05'),
          grown(3500, '2026-03-09'),
          refunded('re_2', 'ch_1', 2500, '2026-03-09'),
        ];
        const { entries } = foldLife(life);
        return {
          value: `${flowOf('refunds', entries, EVER)}, ${sumOf(entries, 'refunded_charge', EVER, 'quantity')} charge`,
        };
      },
    },
  ],
};
