import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addDays } from '@/lib/calendar/days';
import { getPool } from '@/lib/db/client';
import { DEFAULT_DEFINITIONS } from '@/lib/ledger/definitions';
import { verifyWorkspace } from '@/lib/metrics/verify';
import { type Harness, startHarness, storeRate } from '../testing/harness';
import { figure } from './testing/figures';
import { randomStory } from './testing/random-story';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
  await getPool().query('update workspace set definitions = $2 where id = $1', [
    harness.account.workspaceId,
    { ...DEFAULT_DEFINITIONS, revenueTiming: 'accrual' },
  ]);
});
afterAll(() => harness.close());

const METRICS = ['gross-revenue', 'net-revenue', 'recognised-revenue', 'revenue-by-product', 'orders-by-product'];

test('B0-10 revenue by the day it is earned: rows, parts, rollups and bridges add up, whatever day it is', async () => {
  await fc.assert(
    fc.asyncProperty(randomStory, fc.integer({ min: 20, max: 120 }), async (story, age) => {
      await harness.reset();
      for (let day = 0; day < 240; day += 7)
        await storeRate(harness.account, 'eur', 'usd', addDays('2026-01-01', day), (1.05 + (day % 5) / 100).toFixed(2));
      await harness.deliver(...story);
      expect((await verifyWorkspace(harness.account.workspaceId)).filter(({ ok }) => !ok)).toEqual([]);
      const question = {
        from: '2026-01-01',
        to: '2026-11-01',
        interval: 'month',
        now: addDays('2026-01-01', age),
      } as const;
      for (const metric of METRICS) await figure(harness.account, metric, question);
      const whole = { ...question, now: '2030-01-01' };
      const { value, parts } = await figure(harness.account, 'net-revenue', whole);
      expect(Object.values(parts ?? {}).reduce((sum, part) => sum + part, 0)).toBe(value);
      // Each day's share of a sale in another currency is converted, and rounded, on its own.
      const dollars = { ...whole, filters: [{ dimension: 'currency' as const, negated: false, values: ['usd'] }] };
      expect((await figure(harness.account, 'recognised-revenue', dollars)).parts?.deferred ?? 0).toBe(0);
    }),
    { numRuns: 2, endOnFailure: true },
  );
}, 240_000);
