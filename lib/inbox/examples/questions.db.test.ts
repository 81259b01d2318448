import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadMetric } from '@/lib/reports/load-metric';
import { loadMetricRows } from '@/lib/reports/load-rows';
import { parseReportParams, type SearchParams } from '@/lib/reports/report-params';
import { type Harness, startHarness, storeRate } from '../testing/harness';
import { event, type FakeEvent, invoice, line } from '../testing/stripe-objects';

/** The ways in which a report is asked, over the sales of one shop. */
let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
  await storeRate(harness.account, 'eur', 'usd', '2026-03-06', '1.10');
  await harness.deliver(
    sold('2025-03-10', 900, 'a', 'DE'),
    sold('2026-02-10', 400, 'a', 'DE'),
    sold('2026-03-01', 1000, 'a', 'DE'),
    sold('2026-03-08', 2000, 'b', 'AT', 'eur'),
    sold('2026-03-09', 4000, 'b', 'US'),
    sold('2026-03-10', 8000, 'c', 'DE'),
  );
});
afterAll(() => harness.close());

function sold(day: string, minor: number, product: string, country: string, currency = 'usd'): FakeEvent {
  const id = `in_${day}`;
  const lines = [line(`il_${day}`, minor, { product: `prod_${product}`, currency })];
  const customer_address = { country };
  return event('invoice.paid', day, invoice(id, `cus_${id}`, minor, day, { lines, currency, customer_address }));
}

const ask = (question: SearchParams, metric = 'gross-revenue') => {
  const params = parseReportParams(harness.account, { from: '2026-03-01', to: '2026-04-01', ...question });
  return loadMetric(harness.account, metric, params, new Date('2026-05-01T00:00:00Z'));
};
const total = async (question: SearchParams) => (await ask(question)).total.value;

test('BY-44 a figure beside that of the period before, and of the same days a year ago', async () => {
  const compared = async (compare: string) => (await ask({ compare })).comparison;
  expect(await compared('previous')).toMatchObject({ to: '2026-03-01', total: { value: 400 } });
  expect(await compared('year')).toMatchObject({ from: '2025-03-01', to: '2025-04-01', total: { value: 900 } });
  expect(await total({})).toBe(1000 + 2200 + 4000 + 8000);
});

test('BY-48 weeks begin on the day that the workspace chose', async () => {
  const weeks = async () => {
    const { series } = await ask({ interval: 'week', to: '2026-03-15' });
    return series[0]?.points.map(({ start, value }) => [start, value]);
  };
  harness.account.weekStart = 'monday';
  expect(await weeks()).toEqual([
    ['2026-03-01', 1000],
    ['2026-03-02', 2200],
    ['2026-03-09', 12_000],
  ]);
  harness.account.weekStart = 'sunday';
  expect(await weeks()).toEqual([
    ['2026-03-01', 1000],
    ['2026-03-08', 14_200],
  ]);
  harness.account.weekStart = 'monday';
});

test('BY-50 filters hold together, each for several values or for all but some', async () => {
  expect(await total({ 'filter[country]': 'DE,AT' })).toBe(1000 + 2200 + 8000);
  expect(await total({ 'filter[country]!': 'DE' })).toBe(2200 + 4000);
  expect(await total({ 'filter[country]': 'DE,AT', 'filter[product]!': 'prod_c' })).toBe(1000 + 2200);
  expect(await total({ 'filter[country]': 'DE,AT', 'filter[currency]': 'eur' })).toBe(2200);
});

test.each([
  ['product', { prod_a: 1000, prod_b: 6200, prod_c: 8000 }],
  ['country', { DE: 9000, AT: 2200, US: 4000 }],
  ['currency', { usd: 13_000, eur: 2200 }],
])('BY-51 the parts by %s are those of the sales, and sum to the whole', async (breakdown, parts) => {
  const { series } = await ask({ breakdown });
  expect(Object.fromEntries(series.map(({ key, total: { value } }) => [key, value]))).toEqual(parts);
});

test('AM-04 what was paid in another currency is converted by itself, and its rate and day stand beside it', async () => {
  const params = parseReportParams(harness.account, { 'filter[currency]': 'eur' });
  const march = { start: '2026-03-01', end: '2026-04-01' };
  const { rows } = await loadMetricRows(harness.account, 'gross-revenue', params, march);
  expect(rows).toMatchObject([{ amountMinor: 2000, currency: 'eur', value: 2200, fxRate: '1.1', fxDay: '2026-03-06' }]);
});
