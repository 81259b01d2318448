import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { getPool } from '@/lib/db/client';
import { projectPending } from '../projector';
import { type Harness, postBody, startHarness } from '../testing/harness';
import { at, charge, event, invoice, item, price, refund, subscription } from '../testing/stripe-objects';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());
beforeEach(() => harness.reset());

const START = '2026-01-05';
const UNKNOWN_TYPES = [
  'account.updated',
  'issuing_authorization.created',
  'treasury.outbound_payment.posted',
  'billing.meter.error_report_triggered',
  'entitlements.active_entitlement_summary.updated',
  'v1.something.nobody.has.invented',
  'CUSTOMER.CREATED',
  'customer',
  '.',
  'кассир.открыт',
  ...Array.from({ length: 40 }, (_, index) => `future.object_${index}.happened`),
];

async function states() {
  const rows = await getPool().query<{ state: string; count: bigint }>(
    'select state, count(*) from stripe_event group by 1 order by 1',
  );
  return Object.fromEntries(rows.rows.map(({ state, count }) => [state, Number(count)]));
}
const issues = async () =>
  (await getPool().query<{ kind: string }>('select kind from ledger_issue order by kind')).rows.map(({ kind }) => kind);
const total = async (sql: string) => (await getPool().query<{ sum: string }>(sql)).rows[0]?.sum;
const mrr = () => total('select coalesce(sum(amount_minor), 0)::text as sum from mrr_span where to_day is null');

test('F23 AM-05 50 types nobody reads: 200, stored, ignored, and counted by type', async () => {
  expect(UNKNOWN_TYPES).toHaveLength(50);
  await harness.deliver(...UNKNOWN_TYPES.map((type) => event(type, START, { id: 'x_1', object: 'future.object' })));
  expect(await states()).toEqual({ ignored: 50 });
  expect(await total('select count(distinct type)::text as sum from stripe_event')).toBe('50');
});

test('F23 a type nobody knows about an object that is read counts as a version of that object', async () => {
  const held = subscription('sub_1', 'cus_1', [item('si_1', price('price_1', 1000), 2)], START);
  await harness.deliver(event('customer.subscription.hibernated', START, held));
  expect(await states()).toEqual({ projected: 1 });
  expect(await mrr()).toBe('2000');
});

describe('F23 values from the future', () => {
  const plan = (extra: Record<string, unknown>) =>
    subscription('sub_1', 'cus_1', [item('si_1', price('price_1', 1000))], START, extra);
  const sold = (extra: Record<string, unknown>) =>
    subscription('sub_1', 'cus_1', [item('si_1', price('price_1', 1000, 'month', extra))], START);

  test.each([
    ['a status', plan({ status: 'hibernating' }), '0', ['unknown_status']],
    ['a way of pausing', plan({ pause_collection: { behavior: 'snooze' } }), '1000', []],
    ['a reason for ending', plan({ cancellation_details: { reason: 'boredom' } }), '1000', []],
    ['a way of billing', sold({ billing_scheme: 'by_moonlight' }), '1000', []],
    ['a kind of usage', sold({ usage_type: 'imagined' }), '1000', []],
    ['no items', plan({ items: undefined }), '0', ['missing_items']],
    [
      'more items than were sent',
      plan({ items: { object: 'list', data: [item('si_1', price('price_1', 1000))], has_more: true } }),
      '1000',
      ['truncated_items'],
    ],
  ])('%s: stored, projected, and named where it matters', async (_name, object, expected, kinds) => {
    await harness.deliver(event('customer.subscription.updated', START, object));
    expect(await states()).toEqual({ projected: 1 });
    expect(await mrr()).toBe(expected);
    expect(await issues()).toEqual(kinds);
  });

  test('an interval it cannot count with is parked with the member’s name, and the next version counts', async () => {
    await harness.deliver(
      event('customer.subscription.created', START, sold({ recurring: { interval: 'fortnight', interval_count: 1 } })),
    );
    const parked = await getPool().query<{ state: string; reason: string }>('select state, reason from stripe_event');
    expect(parked.rows[0]?.state).toBe('failed');
    expect(parked.rows[0]?.reason).toMatch(/^data\.object\.items\..*recurring\.interval/);
    await harness.deliver(event('customer.subscription.updated', '2026-01-06', sold({})));
    expect(await states()).toEqual({ failed: 1, projected: 1 });
    expect(await mrr()).toBe('1000');
  });

  test('statuses of invoices, charges and refunds: stored, and no money out of nothing', async () => {
    await harness.deliver(
      event(
        'invoice.updated',
        START,
        invoice('in_1', 'cus_1', 500, START, { status: 'levitating', amount_paid: 0, status_transitions: {} }),
      ),
      event('charge.updated', START, charge('ch_1', 'cus_1', 500, START, { status: 'floating', paid: false })),
      event('refund.updated', START, refund('re_1', 'ch_1', 500, START, { status: 'somewhere' })),
    );
    expect(await states()).toEqual({ projected: 3 });
    expect(
      await total(
        "select coalesce(sum(amount_minor), 0)::text as sum from ledger_entry where measure in ('sale', 'refund')",
      ),
    ).toBe('0');
  });
});

test('F23 a thin (v2) event is stored with the object it is about', async () => {
  const thin = {
    id: 'evt_test_65S',
    object: 'v2.core.event',
    type: 'v1.billing.meter.error_report_triggered',
    created: '2026-02-01T10:00:00.123Z',
    livemode: true,
    context: null,
    related_object: { id: 'mtr_1', type: 'billing.meter', url: '/v1/billing/meters/mtr_1' },
  };
  expect((await postBody(harness.connectionId, Buffer.from(JSON.stringify(thin)))).status).toBe(200);
  await projectPending();
  const stored = await getPool().query('select object_id, state, occurred_at from stripe_event');
  expect(stored.rows).toEqual([
    { object_id: 'mtr_1', state: 'ignored', occurred_at: new Date('2026-02-01T10:00:00.123Z') },
  ]);
});

test('F23 members nobody has heard of change nothing, at any depth', async () => {
  const of = price('price_1', 1000, 'month', { aura: 'violet' });
  const held = subscription('sub_1', 'cus_1', [item('si_1', of, 2, { mood: { deep: [null, { x: 1 }] } })], START, {
    karma: 12,
  });
  await harness.deliver(event('customer.subscription.created', START, held, { weather: 'rain', livemode: true }));
  expect(await states()).toEqual({ projected: 1 });
  expect(await mrr()).toBe('2000');
});

test('B14-2 an invoice before its customer and subscription are linked when those come', async () => {
  const held = subscription('sub_1', 'cus_1', [item('si_1', price('price_1', 1000))], START);
  await harness.deliver(
    event('invoice.paid', '2026-01-06', invoice('in_1', 'cus_1', 1000, '2026-01-06', { subscription: 'sub_1' })),
  );
  await harness.deliver(event('customer.subscription.created', START, held));
  await harness.deliver(
    event('customer.created', START, { id: 'cus_1', object: 'customer', email: 'a@example.com', created: at(START) }),
  );
  const rows = await getPool().query('select o.email, s.id from ledger_owner o join sale s on s.owner_id = o.id');
  expect(rows.rows).toEqual([{ email: 'a@example.com', id: 'in_1' }]);
  expect(await mrr()).toBe('1000');
});
