import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadMetric } from '@/lib/reports/load-metric';
import { parseReportParams } from '@/lib/reports/report-params';
import { playGoldenSet } from '@/prisma/stories/golden-set';
import { createSandboxAccount } from '@/sandbox/account';
import { type Harness, startHarness, storeRate } from '../testing/harness';
import type { FakeEvent } from '../testing/stripe-objects';
import { inMonth } from './testing/figures';

const PRESETS = [
  ['stripe-classic', 57333, 11],
  ['stripe-all-discounts', 61433, 12],
  ['profitwell-like', 58933, 11],
  ['revenuecat-like', 62900, 12],
] as const;

let harness: Harness;
let names: Map<string, string>;

describe('G1 as seventeen lives at an account', () => {
  beforeAll(async () => {
    harness = await startHarness();
    await storeRate(harness.account, 'eur', 'usd', '2026-02-10', '1.08');
    await storeRate(harness.account, 'eur', 'usd', '2026-03-31', '1.10');
    const account = createSandboxAccount({ startAt: new Date('2026-01-01T00:00:00Z'), afterRetries: 'mark_unpaid' });
    names = playGoldenSet(account);
    await harness.deliver(...account.events().map((event): FakeEvent => JSON.parse(JSON.stringify(event))));
  });
  afterAll(() => harness.close());

  test('G1 all seventeen subscribe', () => {
    expect(names.size).toBe(17);
  });

  test('G1 MRR is 60333 of 11 customers, as by hand-written events', async () => {
    expect(await inMonth(harness.account, 'mrr', '2026-03')).toMatchObject({ value: 60333, unconverted: [] });
    expect((await inMonth(harness.account, 'active-subscribers', '2026-03')).value).toBe(11);
  });

  test.each(PRESETS)('G1 under %s: %i of %i', async (preset, mrr, payers) => {
    expect((await inMonth(harness.account, 'mrr', '2026-03', { preset })).value).toBe(mrr);
    const march = parseReportParams(harness.account, { from: '2026-03-01', to: '2026-04-01', preset });
    expect((await loadMetric(harness.account, 'active-subscribers', march)).total.value).toBe(payers);
  });
});
