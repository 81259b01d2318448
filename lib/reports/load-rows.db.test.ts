import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Harness, startHarness } from '@/lib/inbox/testing/harness';
import { event, item, price, subscription } from '@/lib/inbox/testing/stripe-objects';
import { loadMetricRows } from './load-rows';
import { parseReportParams } from './report-params';
import type { MetricRows } from './types';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
  const monthly = price('price_a', 10_00);
  await harness.deliver(
    event('price.created', '2026-02-01', monthly),
    ...CUSTOMERS.map((customer, index) =>
      event(
        'customer.subscription.created',
        '2026-03-02',
        subscription(`sub_${customer}`, customer, [item(`si_${index}`, monthly)], '2026-03-02'),
      ),
    ),
  );
});
afterAll(() => harness.close());

const CUSTOMERS = ['cus_a', 'cus_b', 'cus_c', 'cus_d', 'cus_e'];
const POINT = { start: '2026-03-01', end: '2026-04-01' };
const NOW = new Date('2026-05-01T12:00:00Z');

function rows(metric: string, query: { cursor?: string; limit?: number } = {}): Promise<MetricRows> {
  const params = parseReportParams(harness.account, { from: POINT.start, to: POINT.end }, NOW);
  return loadMetricRows(harness.account, metric, params, { ...POINT, ...query }, NOW);
}

const cursorOf = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

test.each(['mrr', 'new-mrr', 'active-subscribers', 'arpu', 'quick-ratio'])(
  'pages of %s are its rows, each once and in order',
  async (metric) => {
    const whole = await rows(metric);
    expect(whole.rows.length).toBeGreaterThanOrEqual(CUSTOMERS.length);
    expect(whole.nextCursor).toBeNull();
    const paged: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: MetricRows = await rows(metric, { limit: 2, ...(cursor ? { cursor } : {}) });
      expect(page.rows.length).toBeLessThanOrEqual(2);
      paged.push(...page.rows.map(({ part, id }) => `${part} ${id}`));
      cursor = page.nextCursor;
    }
    expect(paged).toEqual(whole.rows.map(({ part, id }) => `${part} ${id}`));
  },
);

test.each([
  ['no JSON', 'x'],
  ['another shape', cursorOf({ leg: 0 })],
  ['a leg there is not', cursorOf([9, null])],
  ['a key of another length', cursorOf([0, ['cus_a']])],
  ['a day that is none', cursorOf([0, ['default', 'cus_a', 'si_1', '2026-02-30']])],
  ['a character no column holds', cursorOf([0, ['default', 'cus\u0000', 'si_1', '2026-03-02']])],
  ['a number for a text', cursorOf([0, ['default', 7, 'si_1', '2026-03-02']])],
])('F33 a forged cursor with %s is refused', async (_, cursor) => {
  await expect(rows('mrr', { cursor })).rejects.toMatchObject({ code: 'bad_request', field: 'cursor' });
});

test('a metric there is not is not found, and a point that ends before it begins is refused', async () => {
  await expect(rows('constructor')).rejects.toMatchObject({ code: 'not_found' });
  const params = parseReportParams(harness.account, {}, NOW);
  const backwards = { start: POINT.end, end: POINT.start };
  await expect(loadMetricRows(harness.account, 'mrr', params, backwards, NOW)).rejects.toMatchObject({ field: 'end' });
});

test('F35 another workspace’s account finds no row', async () => {
  const params = parseReportParams(harness.account, {}, NOW);
  const stranger = { ...harness.account, workspaceId: 'ws_other' };
  const { value, rows: found } = await loadMetricRows(stranger, 'mrr', params, POINT, NOW);
  expect({ value, found }).toEqual({ value: 0, found: [] });
});
