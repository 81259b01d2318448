import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { getPool } from '@/lib/db/client';
import { type AttributionModel, DEFAULT_DEFINITIONS } from '@/lib/ledger/definitions';
import type { Dimension, FixedDimension } from '@/lib/metrics/dimensions';
import { dimensionsOf } from '@/lib/metrics/metric';
import { metrics } from '@/lib/metrics/registry';
import { verifyWorkspace } from '@/lib/metrics/verify';
import { loadMetricRows } from '@/lib/reports/load-rows';
import type { DimensionFilter, ReportParams } from '@/lib/reports/types';
import { type Harness, startHarness, storeRate } from '../testing/harness';
import type { FakeEvent } from '../testing/stripe-objects';
import { figure } from './testing/figures';
import { randomStory } from './testing/random-story';
import { click } from './testing/touches';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness({ metadataKeys: ['plan'] });
});
afterAll(() => harness.close());

const RANGE = { from: '2026-01-01', to: '2026-06-01', interval: 'month' } as const;

/** Weekly rates; April has none for yen, so that something stays unconverted. */
async function storeRates() {
  for (let day = 0; day < 160; day += 7) {
    const date = new Date(Date.parse('2026-01-01') + day * 86_400_000).toISOString().slice(0, 10);
    await storeRate(harness.account, 'eur', 'usd', date, (1.05 + (day % 5) / 100).toFixed(2));
    if (!date.startsWith('2026-04'))
      await storeRate(harness.account, 'jpy', 'usd', date, (0.0061 + (day % 3) / 10_000).toFixed(4));
  }
}

/** Source, medium, link and partner are read as campaign is. */
const isAsked = (dimension: Dimension) => !['source', 'medium', 'link', 'partner'].includes(dimension);

/** Two touches of every other customer, so that several models come out otherwise. */
async function touchCustomers(story: readonly FakeEvent[], model: AttributionModel) {
  const { workspaceId } = harness.account;
  await getPool().query('update workspace set definitions = $2 where id = $1', [
    workspaceId,
    JSON.stringify({ ...DEFAULT_DEFINITIONS, attributionModel: model }),
  ]);
  const customers = new Set(story.flatMap(({ data: { object } }) => String(object.customer ?? object.id)));
  for (const [index, customer] of [...customers].sort().entries()) {
    if (index % 2 === 1) continue;
    await click(`a${index}`, '2025-12-20', { campaign: 'spring', partnerId: 'ptn_a' }, `customer:${customer}`);
    await click(`b${index}`, '2025-12-28', { campaign: index % 4 === 0 ? 'autumn' : '' }, `customer:${customer}`);
  }
}

/** Every metric on its own, by each of its dimensions, and under a filter: each point against its rows. */
async function checkEverything() {
  for (const metric of Object.values(metrics)) {
    const { id, dimensions, additive, rollup } = metric;
    const { value } = await figure(harness.account, id, RANGE);
    for (const breakdown of dimensionsOf(metric, harness.account.metadataKeys).filter(isAsked)) {
      const { by } = await figure(harness.account, id, { ...RANGE, breakdown });
      const parts = Object.values(by).reduce<number>((sum, part) => sum + (part ?? 0), 0);
      if (additive && rollup !== 'pooled' && id !== 'arpu')
        expect({ id, breakdown, parts }).toEqual({ id, breakdown, parts: value });
    }
    const two = dimensions
      .slice(0, 2)
      .map((dimension) => ({ dimension, negated: dimension !== 'product', values: [someOf(dimension)] }));
    await figure(harness.account, id, { ...RANGE, filters: two });
    if (dimensions.includes('coupon')) await checkCoupons(id);
    await figure(harness.account, id, { ...RANGE, currency: 'eur' });
  }
  const clipped = { ...RANGE, from: '2026-01-10', to: '2026-05-20' };
  for (const basis of ['start', 'stripe_30d_rolling', 'revenuecat_net'] as const)
    await figure(harness.account, 'customer-churn', { ...clipped, basis });
  for (const metric of ['new-mrr', 'fx-mrr', 'net-new-mrr', 'quick-ratio', 'nrr', 'mrr']) {
    const now = '2026-05-28T00:00:00Z';
    await figure(harness.account, metric, { ...clipped, now, movementMode: 'net_by_period' });
    await figure(harness.account, metric, { ...clipped, now, constantCurrency: true, breakdown: 'product' });
  }
  for (const level of ['person', 'subscription'] as const)
    await figure(harness.account, 'customer-churn', { ...clipped, level, breakdown: 'country' });
}

/** What has a coupon and what has not are the whole, also beside a filter on the customer's metadata. */
async function checkCoupons(id: string) {
  const coupon = (negated: boolean): DimensionFilter => ({ dimension: 'coupon', negated, values: ['SAVE10'] });
  const plan: DimensionFilter = { dimension: 'metadata.plan', negated: true, values: ['pro'] };
  for (const more of [[], [plan]]) {
    const whole = await figure(harness.account, id, { ...RANGE, filters: more });
    const parts = [
      await figure(harness.account, id, { ...RANGE, filters: [coupon(false), ...more] }),
      await figure(harness.account, id, { ...RANGE, filters: [coupon(true), ...more] }),
    ];
    if (metrics[id]?.additive && metrics[id]?.rollup !== 'pooled' && id !== 'arpu')
      expect({ id, value: (parts[0]?.value ?? 0) + (parts[1]?.value ?? 0) }).toEqual({ id, value: whole.value });
  }
}

const VALUE: Record<Exclude<FixedDimension, 'account'>, string> = {
  product: 'prod_a',
  price: 'price_a_1',
  interval: 'year',
  currency: 'eur',
  country: 'DE',
  coupon: 'SAVE10',
  promotion_code: 'promo_a',
  campaign: 'spring',
  source: 'newsletter',
  medium: 'email',
  link: 'link_a',
  partner: 'ptn_a',
};

const someOf = (dimension: FixedDimension) => (dimension === 'account' ? harness.connectionId : VALUE[dimension]);

test('B0-10 the rows of every point of every metric sum to it exactly, and the parts to the whole', async () => {
  await fc.assert(
    fc.asyncProperty(randomStory, fc.constantFrom<AttributionModel>('last_touch', 'linear'), async (story, model) => {
      await harness.reset();
      await storeRates();
      await touchCustomers(story, model);
      await harness.deliver(...story);
      await checkEverything();
      expect((await verifyWorkspace(harness.account.workspaceId)).filter(({ ok }) => !ok)).toEqual([]);
    }),
    { numRuns: 2, endOnFailure: true },
  );
}, 400_000);

test('B0-10 pages of rows are the same rows, each once', async () => {
  const params: ReportParams = { ...RANGE, currency: 'usd', breakdown: null, filters: [], compare: null, mode: 'live' };
  const now = new Date('2030-01-01');
  for (const metric of [
    'mrr',
    'new-mrr',
    'net-new-mrr',
    'net-revenue',
    'arpu',
    'customer-churn',
    'buyers-by-product',
  ]) {
    const point = { start: RANGE.from, end: RANGE.to };
    const whole = await loadMetricRows(harness.account, metric, params, point, now);
    const paged: typeof whole.rows = [];
    let cursor: string | undefined;
    do {
      const page = await loadMetricRows(
        harness.account,
        metric,
        params,
        { ...point, limit: 2, ...(cursor ? { cursor } : {}) },
        now,
      );
      expect(page.rows.length).toBeLessThanOrEqual(2);
      paged.push(...page.rows);
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect({ metric, rows: paged }).toEqual({ metric, rows: whole.rows });
  }
});
