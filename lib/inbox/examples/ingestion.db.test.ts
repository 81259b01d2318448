import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { getPool } from '@/lib/db/client';
import { ledgerDigest } from '../ledger-digest';
import { projectPending } from '../projector';
import { type Harness, postBody, sign, startHarness } from '../testing/harness';
import { at, event, type FakeEvent, invoice, item, price, subscription } from '../testing/stripe-objects';
import { inMonth } from './testing/figures';
import { subscribed, subscriptionOf } from './testing/lives';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
beforeEach(() => harness.reset());
afterAll(() => harness.close());

const plan = { customer: 'cus_1', amount: 5000, since: '2026-01-05' };
const count = async (table: string) => Number((await getPool().query(`select count(*) as n from ${table}`)).rows[0]?.n);
const bodyOf = (sent: FakeEvent) => Buffer.from(JSON.stringify(sent));

describe('B14 ingestion', () => {
  test('B14-1 an older update that arrives later does not undo a newer one', async () => {
    const update = (when: string, status: string) =>
      event('customer.subscription.updated', when, subscriptionOf({ ...plan, extra: { status } }));
    await harness.deliver(subscribed(plan));
    await harness.deliver(update('2026-03-10T00:01:40Z', 'unpaid'));
    await harness.deliver(update('2026-03-10T00:01:30Z', 'active'));
    expect((await inMonth(harness.account, 'mrr', '2026-03')).value).toBe(0);
  });

  test('B14-2 an invoice may come before its subscription: both are stored and linked', async () => {
    const trial = { status: 'trialing', trial_start: at('2026-03-01'), trial_end: at('2026-03-08') };
    await harness.deliver(
      event('invoice.paid', '2026-03-08', invoice('in_1', 'cus_1', 5000, '2026-03-08', { subscription: 'sub_cus_1' })),
    );
    await harness.deliver(subscribed({ ...plan, since: '2026-03-01', extra: trial }));
    expect((await inMonth(harness.account, 'trial-conversion', '2026-03')).numerator).toBe(1);
    expect((await getPool().query("select id from stripe_event where state <> 'projected'")).rows).toEqual([]);
  });

  test('B14-3 FK-43 the same event five times at once has one effect', async () => {
    const body = bodyOf(event('invoice.paid', '2026-03-08', invoice('in_1', 'cus_1', 5000, '2026-03-08')));
    const receipts = await Promise.all(Array.from({ length: 5 }, () => postBody(harness.connectionId, body)));
    await projectPending();
    expect(receipts.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect([await count('stripe_event'), await count('sale')]).toEqual([1, 1]);
    expect((await inMonth(harness.account, 'gross-revenue', '2026-03')).value).toBe(5000);
  });

  test('B14-4 BY-27 a bad or stale signature is 400 and stores nothing', async () => {
    const body = bodyOf(subscribed(plan));
    const hourAgo = Math.floor(Date.now() / 1000) - 3600;
    for (const signature of ['', 't=1,v1=00', sign(body, 'whsec_other'), sign(body, undefined, hourAgo)]) {
      expect((await postBody(harness.connectionId, body, signature)).status).toBe(400);
    }
    expect(await count('stripe_event')).toBe(0);
  });

  test('B14-7 B0 rule 7 FK-17 RV-13 test mode and test clocks appear in the test view and never in live numbers', async () => {
    const clocked = subscription('sub_2', 'cus_2', [item('si_2', price('price_b', 700))], '2026-01-05', {
      test_clock: 'clock_1',
    });
    await harness.deliver(
      subscribed(plan),
      { ...subscribed({ ...plan, customer: 'cus_t', amount: 300 }), livemode: false },
      event('customer.subscription.created', '2026-01-05', clocked),
    );
    const mrr = async (mode: 'live' | 'test') => (await inMonth(harness.account, 'mrr', '2026-03', { mode })).value;
    expect([await mrr('live'), await mrr('test')]).toEqual([5000, 1000]);
  });

  test('B14-8 any split of a life into deliveries ends in the same ledger', async () => {
    const life = [
      subscribed(plan),
      event('customer.created', '2026-01-05', {
        id: 'cus_1',
        object: 'customer',
        email: 'a@example.com',
        metadata: {},
      }),
      event('invoice.paid', '2026-01-05', invoice('in_1', 'cus_1', 5000, '2026-01-05', { subscription: 'sub_cus_1' })),
      event('customer.subscription.updated', '2026-03-10', subscriptionOf({ ...plan, amount: 8000 })),
      event(
        'customer.subscription.deleted',
        '2026-04-10',
        subscriptionOf({ ...plan, amount: 8000, extra: { status: 'canceled', ended_at: at('2026-04-10') } }),
      ),
    ];
    const digests = new Set<string>();
    for (let cut = 0; cut <= life.length; cut += 1) {
      await harness.reset();
      await harness.deliver(...life.slice(cut).toReversed());
      await harness.deliver(...life.slice(0, cut), ...life.slice(0, 2));
      digests.add((await ledgerDigest(getPool(), harness.account.workspaceId)).all);
    }
    expect(digests.size).toBe(1);
  });
});

describe('B0 BY-47 days of the workspace', () => {
  const sold = (id: string, when: string) => event('invoice.paid', when, invoice(id, 'cus_1', 1000, when));
  const gross = async (month: string) => (await inMonth(harness.account, 'gross-revenue', month)).value;
  const move = async (timeZone: string) => {
    await getPool().query('update workspace set time_zone = $1', [timeZone]);
    harness.account.timeZone = timeZone;
  };
  beforeAll(() => move('America/New_York'));
  afterAll(() => move('UTC'));

  test('B0-7 a sale at 2026-03-01T04:30Z is February’s in New York', async () => {
    await harness.deliver(sold('in_1', '2026-03-01T04:30:00Z'));
    expect([await gross('2026-02'), await gross('2026-03')]).toEqual([1000, 0]);
  });

  test('B0-8 and March’s in Tokyo', async () => {
    await move('Asia/Tokyo');
    await harness.deliver(sold('in_1', '2026-03-01T04:30:00Z'));
    expect([await gross('2026-02'), await gross('2026-03')]).toEqual([0, 1000]);
    await move('America/New_York');
  });

  test('B0-9 the 23 hours of 8 March lose no sale and count none twice', async () => {
    const from = Date.parse('2026-03-08T05:00:00Z');
    const hours = Array.from({ length: 25 }, (_, hour) => new Date(from + (hour - 1) * 3_600_000).toISOString());
    await harness.deliver(...hours.map((when, index) => sold(`in_${index}`, when)));
    const days = await getPool().query(
      "select day::text, sum(quantity)::int as n from ledger_entry where measure = 'sale' group by 1 order by 1",
    );
    expect(days.rows).toEqual([
      { day: '2026-03-07', n: 1 },
      { day: '2026-03-08', n: 23 },
      { day: '2026-03-09', n: 1 },
    ]);
  });
});
