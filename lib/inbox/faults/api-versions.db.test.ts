import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { getPool } from '@/lib/db/client';
import { type Harness, startHarness } from '../testing/harness';
import { Random } from './testing/random';
import { lifeInShape, VERSIONS } from './testing/shapes';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());
beforeEach(() => harness.reset());

async function figures() {
  const spans = await getPool().query<{
    from_day: string;
    to_day: string | null;
    amount_minor: bigint;
    product_id: string;
    price_id: string;
  }>('select from_day, to_day, amount_minor, product_id, price_id from mrr_span order by from_day');
  const sales = await getPool().query(
    'select id, gross_minor, tax_minor, net_minor, refunded_minor from sale order by id',
  );
  const measures = await getPool().query<{ measure: string; day: string; product_id: string; amount: string }>(
    `select measure, day, product_id, sum(amount_minor)::text as amount from ledger_entry
     group by 1, 2, 3 order by 1, 2, 3`,
  );
  const issues = await getPool().query('select kind, message from ledger_issue');
  return { spans: spans.rows, sales: sales.rows, measures: measures.rows, issues: issues.rows };
}

test.each(VERSIONS)('F22 AM-09 the life as %s tells it: the same MRR, sales and refunds', async (version) => {
  await harness.deliver(...new Random(22).shuffle(lifeInShape(version)));
  const { spans, sales, measures, issues } = await figures();
  const sold = { product_id: 'prod_1', price_id: 'price_1' };
  expect(spans).toEqual([
    { from_day: '2026-01-10', to_day: '2026-01-15', amount_minor: 7200n, ...sold },
    { from_day: '2026-01-15', to_day: null, amount_minor: 12_000n, ...sold },
  ]);
  expect(sales).toEqual([
    { id: 'in_1', gross_minor: 7920n, tax_minor: 720n, net_minor: 7200n, refunded_minor: 1364n }, // 1500 with its share of tax taken out
    { id: 'in_2', gross_minor: 5280n, tax_minor: 480n, net_minor: 4800n, refunded_minor: 0n },
  ]);
  expect(issues).toEqual([]);

  await harness.reset();
  await harness.deliver(...lifeInShape('2026-03-25.dahlia'));
  expect({ sales, measures }).toEqual({ sales: (await figures()).sales, measures: (await figures()).measures });
});

test('F22 a version nobody has heard of is stored and read as far as it can be', async () => {
  const events = lifeInShape('2026-03-25.dahlia').map((event) => ({
    ...event,
    api_version: '2031-01-01.zinnia',
    surprise: { a: [1] },
  }));
  await harness.deliver(...events);
  const stored = await getPool().query<{ count: bigint }>(
    "select count(*) from stripe_event where api_version = '2031-01-01.zinnia' and state = 'projected'",
  );
  expect(stored.rows[0]?.count).toBe(BigInt(events.length));
  expect((await figures()).spans.at(-1)?.amount_minor).toBe(12_000n);
});
