import { dayOf, startOfDay } from '@/lib/calendar/days';
import { asDecimal, formatMoney } from '@/lib/money/format';
import { convertMinor, rateTable } from '@/lib/money/rates';
import { splitByWeight } from '@/lib/money/split-by-weight';
import type { Example, ExampleSection } from './example';

const split = (id: string, amount: bigint, weights: bigint[], expected: string): Example => ({
  id,
  input: `split ${amount} over ${weights.join(' / ')}`,
  expected,
  work: () => ({
    value: splitByWeight(amount, weights).join(' / '),
    arithmetic: `${amount} × share ÷ ${weights.reduce((a, b) => a + b, 0n)}, what is left to the largest remainders`,
  }),
});

const converted = (
  id: string,
  minor: bigint,
  exponent: number,
  base: string,
  rate: string,
  expected: string,
): Example => ({
  id,
  input: `${base.toUpperCase()} ${minor} (exponent ${exponent}) at ${rate} USD`,
  expected,
  work: () => {
    const used = rateTable([{ base, quote: 'usd', day: '2026-03-01', rate }])(base, 'usd', '2026-03-01');
    if (!used) throw new Error('no rate');
    return {
      value: `${convertMinor(minor, base, 'usd', used.rate)} US cents`,
      arithmetic: `${asDecimal(minor, exponent)} × ${rate}`,
    };
  },
});

const charge = new Date('2026-03-01T04:30:00Z');
const monthIn = (id: string, timeZone: string, expected: string): Example => ({
  id,
  input: `a charge at 2026-03-01T04:30:00Z, reporting zone ${timeZone}`,
  expected,
  work: () => ({ value: dayOf(charge, timeZone).slice(0, 7), arithmetic: dayOf(charge, timeZone) }),
});

export const money: ExampleSection = {
  id: 'B0',
  title: 'Money and time',
  about:
    'Amounts are whole minor units, rounded half-up once per leaf; totals are sums of rounded leaves. All charts share one time zone. What has no rate is never converted at 1.',
  examples: [
    split('B0-1', 1000n, [6000n, 3000n, 1500n], '571 / 286 / 143'),
    split('B0-2', 3333n, [6000n, 3000n, 1000n], '2000 / 1000 / 333'),
    split('B0-3', 100n, [1n, 1n, 1n], '34 / 33 / 33'),
    converted('B0-4', 1000n, 0, 'jpy', '0.0067', '670 US cents'),
    converted('B0-5', 1500n, 3, 'kwd', '3.25', '488 US cents'),
    { id: 'B0-6', input: 'ISK 500, formatted', expected: '5 ISK', work: () => ({ value: formatMoney(500n, 'isk') }) },
    monthIn('B0-7', 'America/New_York', '2026-02'),
    monthIn('B0-8', 'UTC', '2026-03'),
    monthIn('B0-8', 'Asia/Tokyo', '2026-03'),
    {
      id: 'B0-9',
      input: 'the day bucket of 2026-03-08 in America/New_York',
      expected: '23 h',
      work: () => {
        const [start, end] = ['2026-03-08', '2026-03-09'].map((day) => startOfDay(day, 'America/New_York'));
        if (!start || !end) throw new Error('no such day');
        return {
          value: `${(end.getTime() - start.getTime()) / 3_600_000} h`,
          arithmetic: `${start.toISOString()} to ${end.toISOString()}`,
        };
      },
    },
  ],
};
