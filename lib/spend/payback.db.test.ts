import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { addDays } from '@/lib/calendar/days';
import { getPool } from '@/lib/db/client';
import { figure, type Question } from '@/lib/inbox/examples/testing/figures';
import { type Harness, startHarness, storeRate } from '@/lib/inbox/testing/harness';
import { charge, event, type FakeEvent, invoice, refund } from '@/lib/inbox/testing/stripe-objects';
import { saveSpend } from './save-spend';
import { spendRequest } from './spend-row';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
beforeEach(async () => {
  await harness.reset();
  await getPool().query('truncate spend');
});
afterAll(() => harness.close());

const JOINED = '2026-01-10';
const spent = (...spend: unknown[]) =>
  saveSpend({ workspaceId: harness.account.workspaceId, userId: null }, spendRequest.parse({ spend }).spend);
const spring = { day: '2026-01-05', source: 'google', medium: 'cpc', campaign: 'spring', currency: 'usd' };

/** A customer who came by a campaign and paid 3000 on each of these days since the first purchase. */
async function cameBy(name: string, campaign: string, days: readonly number[]): Promise<FakeEvent[]> {
  if (campaign !== '')
    await getPool().query(
      `insert into touchpoint (workspace_id, id, kind, occurred_at, visitor_id, source, medium, campaign)
       values ($1, $2, 'api', $3, $4, 'google', 'cpc', $5)`,
      [harness.account.workspaceId, `touch_${name}`, '2026-01-08T00:00:00Z', `customer:cus_${name}`, campaign],
    );
  return days.flatMap((day) => {
    const on = addDays(JOINED, day);
    return [
      event('invoice.paid', on, invoice(`in_${name}_${day}`, `cus_${name}`, 3000, on, { charge: `ch_${name}_${day}` })),
      event('charge.succeeded', on, charge(`ch_${name}_${day}`, `cus_${name}`, 3000, on)),
    ];
  });
}

const january = (metric: string, question: Partial<Question> = {}) =>
  figure(harness.account, metric, { from: '2026-01-01', to: '2026-02-01', interval: 'month', ...question });
const spent1000 = { ...spring, amount: '1000' };
const EIGHT = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];

describe('FK-49 BY-19 CAC, ROAS and payback of what a campaign brought', () => {
  const later = { now: `${addDays(JOINED, 130)}T00:00:00Z` };

  test('B12-1 B12-2 B12-3 spend 1000.00; eight people whose 24000 a month come back on day 120, with a refund after it', async () => {
    await spent(spent1000, { ...spring, campaign: 'nobody', amount: '5' });
    for (const name of EIGHT) await harness.deliver(...(await cameBy(name, 'spring', [0, 30, 60, 90, 120])));
    await harness.deliver(...(await cameBy('direct', '', [0])));
    const by = { breakdown: 'campaign', ...later } as const;
    expect((await january('cac', by)).by).toEqual({ spring: 12_500, nobody: null, '': 0 });
    expect((await january('roas', { ...by, day: 30 })).by).toMatchObject({ spring: 0.48 });
    expect((await january('roas', { ...by, day: 60 })).by).toMatchObject({ spring: 0.72 });
    expect((await january('roas', { ...by, day: 90 })).by).toMatchObject({ spring: 0.96, nobody: 0, '': null });
    expect((await january('payback', by)).by).toEqual({ spring: 120, nobody: null, '': null });
    const filters = [{ dimension: 'campaign' as const, negated: false, values: ['spring'] }];
    const before = { filters, now: `${addDays(JOINED, 100)}T00:00:00Z` };
    expect(await january('payback', before)).toMatchObject({
      ...{ value: null, numerator: 96_000, denominator: 100_000 },
    });
    const refunds = EIGHT.map((name) => {
      const on = addDays(JOINED, 121);
      return event('refund.created', on, refund(`re_${name}`, `ch_${name}_120`, 3000, on));
    });
    await harness.deliver(...refunds);
    expect(await january('payback', { ...later, filters })).toMatchObject({
      ...{ value: 120, numerator: 96_000, denominator: 100_000, parts: { fellBackOn: 121 } },
    });
  });

  test('B12-4 without paying users there is no CAC, and spend without a rate stands beside it', async () => {
    await spent(
      spent1000,
      { ...spring, currency: 'eur', amount: '10' },
      { ...spring, day: '2026-01-06', currency: 'eur', amount: '10' },
    );
    expect(await january('cac')).toMatchObject({
      value: null,
      numerator: 100_000,
      denominator: 0,
      unconverted: [{ currency: 'eur', amountMinor: 2000, count: 2 }],
    });
    await storeRate(harness.account, 'eur', 'usd', '2026-01-05', '1.1');
    await storeRate(harness.account, 'eur', 'usd', '2026-01-06', '1.2');
    expect(await january('cac')).toMatchObject({ numerator: 100_000 + 1100 + 1200, unconverted: [] });
  });

  test('B7 LTV since the purchase counts whole days of 24 hours, and only who bought that long ago', async () => {
    await harness.deliver(...(await cameBy('a', 'spring', [0, 29, 31])));
    const ltv = (now: string, day = 30) =>
      january('ltv-since-purchase', { breakdown: 'campaign', day, now: `${now}T12:00:00Z` });
    expect((await ltv('2026-03-01')).by).toEqual({ spring: 6000 });
    expect((await ltv('2026-03-01', 31)).by).toEqual({ spring: 9000 });
    expect((await ltv('2026-02-08')).by).toEqual({});
  });
});
