import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { addDays } from '@/lib/calendar/days';
import type { MovementMode } from '@/lib/metrics/options';
import { metrics } from '@/lib/metrics/registry';
import { verifyWorkspace } from '@/lib/metrics/verify';
import { loadMetric } from '@/lib/reports/load-metric';
import { loadReconciliation } from '@/lib/reports/load-reconciliation';
import type { Dimension, ReportParams } from '@/lib/reports/types';
import type { SandboxAccount } from '@/sandbox/account';
import { type Harness, startHarness, storeRate } from '../testing/harness';
import type { FakeEvent } from '../testing/stripe-objects';
import { accountMrr, halfUp } from './testing/account-mrr';
import { figure } from './testing/figures';
import { playBusiness } from './testing/play-business';
import { DAYS, randomBusiness } from './testing/random-business';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

const FIRST = '2026-01-01';
const RANGE = { from: FIRST, to: addDays(FIRST, DAYS + 1) };
/** While there still is a rate of the day. */
const AFTER = new Date(`${addDays(FIRST, DAYS + 2)}T00:00:00Z`);

/** Dollars for one unit, in ten-thousandths; another one every day. */
const RATES: Record<string, (day: number) => number> = {
  eur: (day) => 10_500 + (day % 11) * 37,
  jpy: (day) => 61 + (day % 7),
};
/** Minor units of a cent's hundredth part: yen have no cents. */
const CENTS: Record<string, bigint> = { eur: 1n, jpy: 100n };

async function storeRates() {
  for (const [currency, rate] of Object.entries(RATES))
    for (let day = 0; day <= DAYS; day += 1)
      await storeRate(harness.account, currency, 'usd', addDays(FIRST, day), (rate(day) / 10_000).toFixed(4));
}

const inDollars = (minor: bigint, currency: string, day: number): bigint => {
  const rate = RATES[currency];
  return rate ? halfUp(minor * BigInt(rate(day)) * (CENTS[currency] ?? 1n), 10_000n) : minor;
};

const params = (more: Partial<ReportParams>): ReportParams => ({
  ...RANGE,
  ...{ interval: 'day', currency: 'usd', breakdown: null, filters: [], compare: null, mode: 'live' },
  ...more,
});
const value = async (metric: string, more: Partial<ReportParams>) =>
  loadMetric(harness.account, metric, params(more), AFTER);

const page = z.object({ data: z.array(z.looseObject({ id: z.string(), created: z.number() })), has_more: z.boolean() });

/** The account's balance transactions as they are read with a key. */
function pulledTransactions(account: SandboxAccount): FakeEvent[] {
  const pulled: FakeEvent[] = [];
  for (let after: string | undefined; ; ) {
    const more = after === undefined ? {} : { starting_after: after };
    const { data, has_more } = page.parse(account.request('GET', '/v1/balance_transactions', { limit: 100, ...more }));
    for (const one of data) {
      pulled.push({
        ...{ id: `pull_${one.id}`, object: 'event', type: 'balance_transaction.pulled', livemode: true },
        ...{ created: one.created, api_version: '2026-10-28.endive' },
        data: { object: { object: 'balance_transaction', ...one } },
      });
    }
    after = data.at(-1)?.id;
    if (!has_more) return pulled;
  }
}

/** MRR by day and currency, in dollars, as the account itself says. */
type Seen = Map<number, Record<string, number>>;

async function expectSameMrr(seen: Seen) {
  const { series } = await value('mrr', { breakdown: 'currency' });
  for (const [day, expected] of seen) {
    const found = series
      .map(({ key, points }) => [key, points[day]?.value ?? 0] as const)
      .filter(([, amount]) => amount !== 0);
    expect({ day: addDays(FIRST, day), ...Object.fromEntries(found) }).toEqual({
      day: addDays(FIRST, day),
      ...expected,
    });
  }
}

const MOVES = ['new-mrr', 'reactivation-mrr', 'expansion-mrr', 'contraction-mrr', 'churned-mrr', 'fx-mrr'];

async function expectBridges(interval: 'week' | 'month', how: Partial<ReportParams> = {}) {
  const [mrr, ...moves] = await Promise.all(['mrr', ...MOVES].map((metric) => value(metric, { interval, ...how })));
  const levels = mrr?.series[0]?.points ?? [];
  for (const [index, { start, value: closing }] of levels.entries()) {
    const opening = index === 0 ? 0 : (levels[index - 1]?.value ?? 0);
    const moved = moves.reduce((sum, { series }) => sum + (series[0]?.points[index]?.value ?? 0), 0);
    expect({ start, closing: opening + moved }).toEqual({ start, closing });
  }
}

/** Between the ends of days, state by state, it is what the entries of the days add up to. */
async function expectDaily() {
  for (const metric of MOVES) {
    const points = async (movementMode: MovementMode) =>
      (await value(metric, { movementMode, breakdown: 'currency' })).series
        .map(({ key, points: all }) => ({ key, values: all.map((point) => point.value) }))
        .filter(({ values }) => values.some((amount) => amount !== 0));
    expect({ metric, points: await points('net_by_period') }).toEqual({ metric, points: await points('daily') });
  }
}

async function expectParts() {
  for (const { id, dimensions, additive, rollup } of Object.values(metrics)) {
    if (!additive || rollup === 'pooled' || id === 'arpu') continue;
    const { total } = await value(id, { interval: 'month' });
    for (const breakdown of dimensions satisfies readonly Dimension[]) {
      const { series } = await value(id, { interval: 'month', breakdown });
      const parts = series.reduce((sum, part) => sum + (part.total.value ?? 0), 0);
      expect({ id, breakdown, parts }).toEqual({ id, breakdown, parts: total.value });
    }
  }
}

const seed = Number(process.env.SEED ?? 20_261_121);

test(`B1 B2 MRR of a random business is what its account says, on fifty of its days (SEED=${seed})`, async () => {
  await fc.assert(
    fc.asyncProperty(randomBusiness, async (business) => {
      await harness.reset();
      await storeRates();
      const seen: Seen = new Map();
      const account = playBusiness(business, (of, day) => {
        const sums: Record<string, number> = {};
        for (const { currency, minor } of accountMrr(of))
          sums[currency] = (sums[currency] ?? 0) + Number(inDollars(minor, currency, day));
        seen.set(day, Object.fromEntries(Object.entries(sums).filter(([, sum]) => sum !== 0)));
      });
      await harness.deliver(...account.events().map((event): FakeEvent => JSON.parse(JSON.stringify(event))));
      await harness.deliver(...pulledTransactions(account));
      await expectSameMrr(seen);
      await expectBridges('week');
      await expectBridges('month');
      await expectBridges('month', { movementMode: 'net_by_period' });
      await expectBridges('week', { constantCurrency: true });
      await expectDaily();
      await expectParts();
      for (const metric of ['nrr', 'grr', 'customer-churn', 'subscription-churn', 'net-new-mrr', 'net-revenue'])
        await figure(harness.account, metric, { ...RANGE, interval: 'month' });
      const reconciled = await loadReconciliation(harness.account, RANGE, AFTER);
      expect(reconciled.unmatched).toEqual([]);
      expect((await verifyWorkspace(harness.account.workspaceId)).filter(({ ok }) => !ok)).toEqual([]);
    }),
    { numRuns: 4, seed, endOnFailure: true },
  );
}, 300_000);
