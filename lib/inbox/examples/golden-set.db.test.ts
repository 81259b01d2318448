import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Harness, startHarness, storeRate } from '../testing/harness';
import { inMonth } from './testing/figures';
import { G1, START } from './testing/golden-set';

let harness: Harness;

describe('G1 golden data set, default settings, end of March', () => {
  beforeAll(async () => {
    harness = await startHarness();
    await storeRate(harness.account, 'eur', 'usd', START, '1.08');
    await storeRate(harness.account, 'eur', 'usd', '2026-03-31', '1.10');
    await harness.deliver(...G1);
  });
  afterAll(() => harness.close());

  test('G1 MRR is 60333', async () => {
    expect(await inMonth(harness.account, 'mrr', '2026-03')).toMatchObject({ value: 60333, unconverted: [] });
  });

  test('G1 FK-01 each subscription contributes what the table says, and the parts sum to it', async () => {
    const { by } = await inMonth(harness.account, 'mrr', '2026-03', { breakdown: 'price' });
    expect(by).toEqual({
      price_1: 2000,
      price_2: 2000,
      price_3: 4333,
      price_4: 9000,
      price_5: 4000,
      price_6: 2500,
      price_7: 1500,
      price_9: 6000,
      price_11: 8000,
      price_14: 11000,
      price_15: 10000,
    });
  });

  test('G1 11 customers pay: free, trialing, unpaid and paused ones do not', async () => {
    expect((await inMonth(harness.account, 'active-subscribers', '2026-03')).value).toBe(11);
  });

  test('G1 ARR is 723996', async () => {
    expect((await inMonth(harness.account, 'arr', '2026-03')).value).toBe(723_996);
  });

  test('G1 ARPU is 60333 ÷ 11 = 5485', async () => {
    expect(await inMonth(harness.account, 'arpu', '2026-03')).toMatchObject({
      value: 5485,
      numerator: 60333,
      denominator: 11,
    });
  });

  test('G1 nothing could not be computed', async () => {
    const { getPool } = await import('@/lib/db/client');
    expect((await getPool().query('select kind, object_id from ledger_issue')).rows).toEqual([]);
  });
});
