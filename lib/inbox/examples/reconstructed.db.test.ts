import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadMetric } from '@/lib/reports/load-metric';
import { loadMetricRows } from '@/lib/reports/load-rows';
import { parseReportParams } from '@/lib/reports/report-params';
import { createSandboxAccount } from '@/sandbox/account';
import { type Harness, startHarness } from '../testing/harness';
import { snapshotsOf } from '../testing/snapshots-of';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

const READ = new Date('2026-04-20T12:00:00Z');

test('D16 what was reconstructed of MRR is told apart from what was observed, in sums and in rows', async () => {
  const account = createSandboxAccount({ startAt: new Date('2026-01-05T10:00:00Z') });
  const post = (path: string, params: Record<string, unknown>): { id: string } =>
    JSON.parse(JSON.stringify(account.request('POST', path, params)));
  const product = post('/v1/products', { name: 'Plan' }).id;
  const price = post('/v1/prices', {
    product,
    currency: 'usd',
    unit_amount: 5000,
    recurring: { interval: 'month' },
  }).id;
  const customer = post('/v1/customers', { payment_method: 'pm_card_visa' }).id;
  post('/v1/subscriptions', { customer, items: [{ price }] });
  account.advanceTo(READ);
  await harness.deliver(...snapshotsOf(account, READ));

  const params = parseReportParams(harness.account, { from: '2026-01-01', to: '2026-06-01', interval: 'month' });
  const levels = async (metric: string) =>
    (await loadMetric(harness.account, metric, params, new Date('2026-06-02T00:00:00Z'))).series[0]?.points.map(
      ({ value }) => value,
    );
  expect(await levels('mrr')).toEqual([5000, 5000, 5000, 5000, 5000]);
  expect(await levels('reconstructed-mrr')).toEqual([5000, 5000, 5000, 0, 0]);

  const march = { start: '2026-03-01', end: '2026-04-01' };
  const { rows } = await loadMetricRows(harness.account, 'mrr', params, march);
  expect(rows.map(({ quality }) => quality)).toEqual(['reconstructed']);
});
