import { creditTouches } from '@/lib/attribution/credit-touches';
import { splitCredit } from '@/lib/attribution/split-credit';
import type { Touch } from '@/lib/attribution/types';
import type { AttributionModel } from '@/lib/ledger/definitions';
import { type Curve, paybackOf, revenueBy } from '@/lib/metrics/payback';
import { average } from '@/lib/metrics/realised-ltv';
import type { ExampleSection } from './example';

const DAY_MS = 24 * 60 * 60 * 1000;
const SPEND = 100_000n;
const RETURNS: Curve = new Map([0, 30, 60, 90, 120].map((day) => [day, 24_000n]));

const touch = (campaign: string, day: number): Touch => ({
  ...{ id: campaign, at: day * DAY_MS, isDirect: false },
  ...{ campaign, source: '', medium: '', link: '', partner: '' },
});

/** "A 5000, B 4999": who is credited with what of a sale on a day. */
function credited(minor: bigint, model: AttributionModel, touches: readonly Touch[], day: number): string {
  const found = creditTouches(touches, day * DAY_MS, { model, windowDays: 90 });
  if (found === null) return 'Direct / unknown';
  const parts = splitCredit(minor, found.shares);
  return found.shares.map(({ campaign }, index) => `${campaign} ${parts[index]}`).join(', ');
}

const BOTH = [touch('A', 1), touch('B', 5)];

/** "day 120", or what has come back of the spend until then. */
function payback(curve: Curve): string {
  const { day, recovered, fellBackOn } = paybackOf(curve, SPEND);
  if (day === null) return `none, ${(recovered * 100n) / SPEND} % recovered`;
  return fellBackOn === null ? `day ${day}` : `day ${day}, fell back below on day ${fellBackOn}`;
}

export const attributionSection: ExampleSection = {
  id: 'B12',
  title: 'Attribution, CAC, payback',
  about:
    'Sales are credited to the touches within 90 days before a person’s first sale. CAC is spend ÷ new paying users; the payback day is the first by which net revenue reaches the spend.',
  examples: [
    {
      id: 'B12-1',
      input: 'spend 100000, 8 paying users',
      expected: '12500',
      work: () => ({ value: String(average(SPEND, 8n).value), arithmetic: '100000 ÷ 8' }),
    },
    {
      id: 'B12-1',
      input: 'net revenue of 24000 on days 0, 30, 60, 90 and 120: ROAS at 30, 60 and 90 days',
      expected: '48 %, 72 %, 96 %',
      work: () => ({
        value: [30, 60, 90].map((day) => `${(revenueBy(RETURNS, day) * 100n) / SPEND} %`).join(', '),
      }),
    },
    { id: 'B12-1', input: 'the same: payback', expected: 'day 120', work: () => ({ value: payback(RETURNS) }) },
    {
      id: 'B12-2',
      input: 'the same, today is day 100',
      expected: 'none, 96 % recovered',
      work: () => ({ value: payback(new Map([...RETURNS].filter(([day]) => day <= 100))) }),
    },
    {
      id: 'B12-3',
      input: 'the same, 24000 refunded on day 121',
      expected: 'day 120, fell back below on day 121',
      work: () => ({ value: payback(new Map([...RETURNS, [121, -24_000n]])) }),
    },
    {
      id: 'B12-4',
      input: 'spend 100000, no paying users',
      expected: '–',
      work: () => ({ value: String(average(SPEND, 0n).value ?? '–') }),
    },
    {
      id: 'B12-5',
      input: 'a click on A on day 1, on B on day 5, a sale of 9999 on day 6: last touch',
      expected: 'B 9999',
      work: () => ({ value: credited(9999n, 'last_touch', BOTH, 6) }),
    },
    {
      id: 'B12-5',
      input: 'the same: first touch',
      expected: 'A 9999',
      work: () => ({ value: credited(9999n, 'first_touch', BOTH, 6) }),
    },
    {
      id: 'B12-5',
      input: 'the same: linear',
      expected: 'A 5000, B 4999',
      work: () => ({ value: credited(9999n, 'linear', BOTH, 6), arithmetic: '9999 ÷ 2, the odd cent to the earlier' }),
    },
    {
      id: 'B12-6',
      input: 'a click 91 days before the sale',
      expected: 'Direct / unknown',
      work: () => ({ value: credited(9999n, 'last_touch', [touch('A', 0)], 91) }),
    },
  ],
};
