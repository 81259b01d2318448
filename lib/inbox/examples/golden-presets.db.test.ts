import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compareDefinitions } from '@/lib/definitions/compare-definitions';
import { type Definitions, definitionsOf, PRESET_IDS, type PresetId } from '@/lib/definitions/presets';
import { previewDefinitions } from '@/lib/definitions/preview-definitions';
import { loadMetric } from '@/lib/reports/load-metric';
import { loadMetricRows } from '@/lib/reports/load-rows';
import type { ReportParams } from '@/lib/reports/types';
import { updateDefinitions } from '@/lib/workspace/update-definitions';
import { ledgerDigest } from '../ledger-digest';
import { rebuildWorkspace } from '../rebuild';
import { type Harness, startHarness, storeRate } from '../testing/harness';
import { inMonth } from './testing/figures';
import { G1, START } from './testing/golden-set';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
  await storeRate(harness.account, 'eur', 'usd', START, '1.08');
  await storeRate(harness.account, 'eur', 'usd', '2026-03-31', '1.10');
  await harness.deliver(...G1);
});
afterAll(() => harness.close());

const NOW = new Date('2026-03-31T23:59:59Z');
const MARCH: ReportParams = {
  from: '2026-03-01',
  to: '2026-04-01',
  interval: 'month',
  currency: 'usd',
  breakdown: null,
  filters: [],
  compare: null,
  mode: 'live',
};

const inPreset = async (metric: string, preset: PresetId) =>
  (await loadMetric(harness.account, metric, { ...MARCH, preset }, NOW)).total.value;

const choose = (changes: Partial<Definitions>) =>
  updateDefinitions(harness.account.workspaceId, {
    definitions: { ...definitionsOf('default'), ...changes },
    userId: null,
  });

const NAMED: [string, PresetId, number, number][] = [
  ['Default', 'default', 60333, 11],
  ['Stripe-classic', 'stripe-classic', 57333, 11],
  ['Stripe-all-discounts', 'stripe-all-discounts', 61433, 12],
  ['ProfitWell-like', 'profitwell-like', 58933, 11],
  ['RevenueCat-like', 'revenuecat-like', 62900, 12],
];

const SETTINGS: [string, Partial<Definitions>, number, number][] = [
  ['Default + usage trailing', { usage: 'trailing_3_invoices_average' }, 63633, 12],
  ['Default + usage of the last invoice', { usage: 'last_closed_invoice' }, 63633, 12],
  ['Default + pastDueGraceDays=0', { pastDueGraceDays: 0 }, 54333, 10],
  ['Default + 4-week month', { weekBasis: '12/48' }, 60000, 11],
  ['List prices as MRR', { discounts: 'none' }, 73833, 12],
];

describe('G1 presets, computed without writing', () => {
  test.each(NAMED)('G1 %s (preset=%s) %i / %i', async (name, preset, mrr, subscribers) => {
    expect(await inPreset('mrr', preset)).toBe(mrr);
    expect(await inPreset('arr', preset)).toBe(mrr * 12);
    expect(await inPreset('active-subscribers', preset)).toBe(subscribers);
    expect((await loadMetric(harness.account, 'arpu', { ...MARCH, preset }, NOW)).total).toMatchObject({
      numerator: mrr,
      denominator: subscribers,
    });
    const point = { start: '2026-03-01', end: '2026-04-01' };
    const opened = await loadMetricRows(harness.account, 'mrr', { ...MARCH, preset }, point, NOW);
    const { rows, value, settings } = opened;
    expect(settings.Definitions).toBe(preset === 'default' ? undefined : name);
    expect(value).toBe(mrr);
    expect(rows.reduce((sum, row) => sum + (row.value ?? 0), 0)).toBe(mrr);
  });

  test('G1 a preset is broken down like MRR itself, and its parts sum to it', async () => {
    const params: ReportParams = { ...MARCH, preset: 'stripe-classic', breakdown: 'price' };
    const { series } = await loadMetric(harness.account, 'mrr', params, NOW);
    const by = Object.fromEntries(series.map(({ key, total }) => [key, total.value]));
    expect(by).toMatchObject({ price_6: 5000, price_12: 2500 });
    expect(by.price_11 ?? 0).toBe(0);
    expect(Object.values(by).reduce((a, b) => (a ?? 0) + (b ?? 0), 0)).toBe(57333);
  });

  test('G1 movements, rates and revenue are told under a preset as well', async () => {
    const inMarch = (metric: string) =>
      inMonth(harness.account, metric, '2026-03', { preset: 'stripe-classic', now: NOW.toISOString() });
    const [opening, net, closing] = [
      (await inMonth(harness.account, 'mrr', '2026-02', { preset: 'stripe-classic' })).value ?? 0,
      (await inMarch('net-new-mrr')).value ?? 0,
      (await inMarch('mrr')).value,
    ];
    expect([opening + net, closing]).toEqual([57333, 57333]);
    expect((await inMarch('gross-mrr-churn')).denominator).toBe(opening);
    expect((await inMarch('net-revenue')).value).toBe((await inMonth(harness.account, 'net-revenue', '2026-03')).value);
  });
});

describe('G1 series beside MRR', () => {
  const rowsOf = async (metric: string) => {
    const point = { start: '2026-03-01', end: '2026-04-01' };
    const { rows } = await loadMetricRows(harness.account, metric, MARCH, point, NOW);
    return new Set(rows.map(({ customer }) => customer.id)).size;
  };

  test.each([
    ['Committed MRR', 'committed-mrr', 52333, 10],
    ['Trial MRR', 'trial-mrr', 4000, 1],
    ['List-price MRR', 'list-price-mrr', 73833, 12],
    ['Usage MRR, which nobody counts', 'usage-mrr', 0, 0],
  ])('G1 %s (%s) %i, from %i customers', async (_name, metric, value, customers) => {
    expect((await inMonth(harness.account, metric, '2026-03')).value).toBe(value);
    expect(await rowsOf(metric)).toBe(customers);
  });

  test('G1 rows of trial MRR say that nobody pays yet', async () => {
    const point = { start: '2026-03-01', end: '2026-04-01' };
    const { rows } = await loadMetricRows(harness.account, 'trial-mrr', MARCH, point, NOW);
    expect(rows.map(({ description }) => description)).toEqual(['In trial since 2026-01-10']);
  });

  test('G1 committed and trial MRR in a preset', async () => {
    expect(await inPreset('committed-mrr', 'stripe-classic')).toBe(57333);
    expect(await inPreset('trial-mrr', 'stripe-classic')).toBe(4000);
    expect(await inPreset('committed-mrr', 'stripe-all-discounts')).toBe(61433 - 8000);
  });
});

describe('why is it different', () => {
  const compare = (to: Definitions) =>
    compareDefinitions(harness.account, { from: definitionsOf('default'), to, day: '2026-03-31' });

  test('G1 60333 → Stripe-classic 57333 = +2500 (S6) − 8000 (S11) + 2500 (S12)', async () => {
    const { from, to, steps } = await compare(definitionsOf('stripe-classic'));
    expect([from, to]).toEqual([60333, 57333]);
    expect(
      steps.map(({ setting, delta, subscriptions }) => [
        setting,
        delta,
        subscriptions.map((one) => one.subscriptionId),
      ]),
    ).toEqual([
      ['discounts', 2500, ['sub_6']],
      ['churnAt', -8000, ['sub_11']],
      ['pausedCollection', 2500, ['sub_12']],
    ]);
  });

  test.each(PRESET_IDS)(
    'G1 the steps to %s sum to the difference, and those of each to its subscriptions',
    async (id) => {
      const { from, to, steps } = await compare(definitionsOf(id));
      expect(from + steps.reduce((sum, { delta }) => sum + delta, 0)).toBe(to);
      for (const { delta, subscriptions, subscriptionCount } of steps) {
        expect(subscriptions).toHaveLength(subscriptionCount);
        expect(subscriptions.reduce((sum, one) => sum + one.delta, 0)).toBe(delta);
      }
    },
  );

  test('G1 the preview tells March before and after', async () => {
    const { months, unchanged } = await previewDefinitions(harness.account, definitionsOf('stripe-classic'), NOW);
    expect(unchanged).toBe(false);
    expect(months).toHaveLength(12);
    expect(months.at(-1)).toMatchObject({
      start: '2026-03-01',
      mrr: { before: 60333, after: 57333 },
      subscribers: { before: 11, after: 11 },
    });
    expect(months[0]).toMatchObject({ start: '2025-04-01', mrr: { before: 0, after: 0 } });
  });
});

describe('G1 as the workspace’s own choice', () => {
  afterAll(() => choose({}));

  test.each([...NAMED.map(([name, id, ...rest]) => [name, definitionsOf(id), ...rest] as const), ...SETTINGS])(
    'G1 %s %j: %i / %i, the same ledger as a fresh one',
    async (_name, changes, mrr, subscribers) => {
      await choose(changes);
      expect((await inMonth(harness.account, 'mrr', '2026-03')).value).toBe(mrr);
      expect((await inMonth(harness.account, 'active-subscribers', '2026-03')).value).toBe(subscribers);
      const { getPool } = await import('@/lib/db/client');
      const refolded = await ledgerDigest(getPool(), harness.account.workspaceId);
      const { before, after, changed } = await rebuildWorkspace(harness.account.workspaceId);
      expect({ before, after, changed }).toEqual({ before: refolded.all, after: refolded.all, changed: [] });
    },
    30_000,
  );

  test('G1 with another choice of its own, a workspace is told the default by its name', async () => {
    await choose({ discounts: 'none' });
    expect(await inPreset('mrr', 'default')).toBe(60333);
    expect(await inPreset('active-subscribers', 'default')).toBe(11);
    const point = { start: '2026-03-01', end: '2026-04-01' };
    const opened = await loadMetricRows(harness.account, 'mrr', { ...MARCH, preset: 'default' }, point, NOW);
    expect([opened.value, opened.settings.Definitions]).toEqual([60333, undefined]);
    await choose(definitionsOf('stripe-classic'));
    expect(await inPreset('new-mrr', 'stripe-classic')).toBe(
      (await inMonth(harness.account, 'new-mrr', '2026-03')).value,
    );
  });

  test('G1 BY-22 the metered part of MRR is a series of its own', async () => {
    await choose({ usage: 'trailing_3_invoices_average' });
    expect((await inMonth(harness.account, 'usage-mrr', '2026-03')).value).toBe(3300);
    const point = { start: '2026-03-01', end: '2026-04-01' };
    const { settings } = await loadMetricRows(harness.account, 'usage-mrr', MARCH, point, NOW);
    expect(settings.Definitions).toBe('usage = trailing_3_invoices_average');
    expect((await inMonth(harness.account, 'mrr', '2026-03', { breakdown: 'price' })).by.price_13).toBe(3300);
  });
});
