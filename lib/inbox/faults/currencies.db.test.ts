import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { getPool } from '@/lib/db/client';
import { type Harness, startHarness, storeRate } from '../testing/harness';
import { charge, event, item, price, refund, subscription } from '../testing/stripe-objects';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());
beforeEach(() => harness.reset());

const DAY = '2026-02-02';
/** Amounts as the API sends them, and $2.00 for a whole unit in cents. */
const ZERO = { paid: 12_345, back: 345, monthly: 999, inCents: (minor: number) => minor * 200 };
const TWO = { paid: 12_300, back: 300, monthly: 900, inCents: (minor: number) => minor * 2 };
const THREE = { paid: 12_340, back: 340, monthly: 990, inCents: (minor: number) => minor / 5 };

const CASES = [
  ...'bif clp djf gnf jpy kmf krw mga pyg rwf ugx vnd vuv xaf xof xpf'.split(' ').map((code) => [code, ZERO] as const),
  ...'bhd jod kwd omr tnd'.split(' ').map((code) => [code, THREE] as const),
  ...'isk huf twd eur'.split(' ').map((code) => [code, TWO] as const),
];

async function deliverIn(code: string, { paid, back, monthly }: typeof ZERO) {
  const of = price(`price_${code}`, monthly, 'month', { currency: code });
  await harness.deliver(
    event(
      'customer.subscription.created',
      DAY,
      subscription(`sub_${code}`, `cus_${code}`, [item(`si_${code}`, of)], DAY, { currency: code }),
    ),
    event('charge.succeeded', DAY, charge(`ch_${code}`, `cus_${code}`, paid, DAY, { currency: code.toUpperCase() })),
    event('refund.created', DAY, refund(`re_${code}`, `ch_${code}`, back, DAY, { currency: code })),
  );
}

async function rollup(measure: string, code: string) {
  const rows = await getPool().query<{
    amount_minor: bigint;
    reporting_minor: bigint;
    unconverted_minor: bigint;
    unconverted_count: bigint;
  }>(
    "select amount_minor, reporting_minor, unconverted_minor, unconverted_count from daily_rollup where measure = $1 and currency = $2 and dimension = ''",
    [measure, code],
  );
  return rows.rows;
}

describe('F26', () => {
  test.each(CASES)('%s: exact minor units, and exact cents at a stored rate', async (code, amounts) => {
    await storeRate(harness.account, code, 'usd', DAY, '2');
    await deliverIn(code, amounts);
    const { paid, back, monthly, inCents } = amounts;
    for (const [measure, minor] of [
      ['sale', paid],
      ['refund', back],
      ['mrr_new', monthly],
    ] as const) {
      expect(await rollup(measure, code), measure).toEqual([
        {
          amount_minor: BigInt(minor),
          reporting_minor: BigInt(inCents(minor)),
          unconverted_minor: 0n,
          unconverted_count: 0n,
        },
      ]);
    }
  });

  test('all of them in one workspace: no sum ever mixes two, and what has no rate is counted apart', async () => {
    for (const [code, amounts] of CASES) await deliverIn(code, amounts);
    for (const [code, { paid }] of CASES) {
      expect(await rollup('sale', code), code).toEqual([
        { amount_minor: BigInt(paid), reporting_minor: 0n, unconverted_minor: BigInt(paid), unconverted_count: 1n },
      ]);
    }
    const currencies = await getPool().query<{ currency: string }>(
      'select distinct currency from ledger_entry order by 1',
    );
    const known = CASES.map(([code]) => code).sort();
    expect(currencies.rows.map(({ currency }) => currency).filter((code) => code !== '')).toEqual(known);
  });

  test('B0-7 a currency nobody knows is kept as it is, in its own unconverted bucket', async () => {
    await deliverIn('qqq', TWO);
    expect(await rollup('sale', 'qqq')).toEqual([
      { amount_minor: 12_300n, reporting_minor: 0n, unconverted_minor: 12_300n, unconverted_count: 1n },
    ]);
  });
});
