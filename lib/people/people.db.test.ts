import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { getPool } from '@/lib/db/client';
import { linkCustomer } from '@/lib/identity/pins/link-customer';
import { figure } from '@/lib/inbox/examples/testing/figures';
import { type Harness, startHarness, storeRate } from '@/lib/inbox/testing/harness';
import {
  at,
  charge,
  event,
  invoice,
  invoicePayment,
  item,
  price,
  refund,
  subscription,
} from '@/lib/inbox/testing/stripe-objects';
import { describeMetrics } from '@/lib/reports/describe-metric';
import { canFilterBy } from '@/lib/reports/dimensions';
import { customerQuery, listCustomers } from './list-customers';
import { listPeople, personQuery } from './list-people';
import { loadPerson } from './load-person';
import { loadTimeline, timelineQuery } from './load-timeline';

const NOW = new Date('2026-06-15T12:00:00Z');
let harness: Harness;

const customer = (id: string, when: string, extra: Record<string, unknown> = {}, mode: { livemode?: boolean } = {}) =>
  event(
    'customer.created',
    when,
    { id, object: 'customer', email: null, metadata: {}, created: at(when), ...extra },
    mode,
  );
const subscribed = (id: string, of: string, amount: number, when: string, currency = 'usd') =>
  event(
    'customer.subscription.created',
    when,
    subscription(id, of, [item(`si_${id}`, price('price_a', amount, 'month', { currency }))], when, { currency }),
  );

beforeAll(async () => {
  harness = await startHarness();
  for (const day of ['2026-03-01', '2026-06-12']) await storeRate(harness.account, 'eur', 'usd', day, '1.1');
  await harness.deliver(
    // Jane is two Stripe customers, one of which was nobody's at first.
    customer('cus_jane', '2026-02-01T10:00:00Z', {
      email: 'Jane@Doe.com',
      name: 'Jane Doe',
      metadata: { user_id: 'u/1' },
    }),
    subscribed('sub_1', 'cus_jane', 3333, '2026-02-01T10:00:00Z', 'eur'),
    subscribed('sub_2', 'cus_jane', 2500, '2026-03-01T10:00:00Z'),
    event('invoice.paid', '2026-03-01T10:00:00Z', invoice('in_1', 'cus_jane', 2500, '2026-03-01T10:00:00Z')),
    event('charge.succeeded', '2026-03-01T10:00:00Z', charge('ch_1', 'cus_jane', 2500, '2026-03-01T10:00:00Z')),
    event('invoice_payment.paid', '2026-03-01T10:00:00Z', invoicePayment('inpay_1', 'in_1', 'ch_1')),
    event('refund.created', '2026-03-05T10:00:00Z', refund('re_1', 'ch_1', 700, '2026-03-05T10:00:00Z')),
    customer('cus_later', '2026-04-01T10:00:00Z', { email: 'work@doe.com' }),
    event('invoice.paid', '2026-04-02T10:00:00Z', invoice('in_2', 'cus_later', 900, '2026-04-02T10:00:00Z')),
    customer('cus_rich', '2026-01-01T10:00:00Z', { email: 'rich@example.com', name: '100%_Rich' }),
    event('invoice.paid', '2026-04-02T11:00:00Z', invoice('in_3', 'cus_rich', 99000, '2026-04-02T11:00:00Z')),
    // Nothing tells when this one came.
    subscribed('sub_9', 'cus_undated', 100, '2026-05-01T10:00:00Z'),
    customer('cus_test', '2026-02-01T10:00:00Z', { metadata: { user_id: 'u/1' } }, { livemode: false }),
  );
  await harness.deliver(
    event('customer.updated', '2026-04-10T10:00:00Z', {
      ...{ id: 'cus_later', object: 'customer', email: 'work@doe.com', created: at('2026-04-01T10:00:00Z') },
      metadata: { user_id: 'u/1' },
    }),
  );
});
afterAll(() => harness.close());

const list = async (query: Record<string, unknown> = {}) => {
  const page = await listPeople(harness.account, personQuery.parse(query), NOW);
  return { ...page, ids: page.people.map(({ id }) => id) };
};
const of = (person: string) => ({
  ...{ from: '2026-01-01', to: '2026-06-16', now: NOW.toISOString() },
  filters: [{ dimension: 'person' as const, negated: false, values: [person] }],
});

describe('the list of people', () => {
  test('BY-63 newest first, those of whom no day is known at the end, page by page', async () => {
    const newest = ['u/1', 'rich@example.com', 'cus_undated'];
    expect((await list()).ids).toEqual(newest);
    const paged: string[] = [];
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page: Awaited<ReturnType<typeof list>> = await list({ limit: 1, ...(cursor ? { cursor } : {}) });
      paged.push(...page.ids);
      cursor = page.nextCursor;
    }
    expect(paged).toEqual(newest);
  });

  test('BY-63 by revenue, page by page', async () => {
    const first = await list({ sort: 'revenue', limit: 2 });
    expect(first.people.map(({ id, netRevenueMinor }) => [id, netRevenueMinor])).toEqual([
      ['rich@example.com', 99000],
      ['u/1', 2700],
    ]);
    expect((await list({ sort: 'revenue', limit: 2, cursor: first.nextCursor })).ids).toEqual(['cus_undated']);
    await expect(list({ cursor: 'nonsense' })).rejects.toThrow('cursor');
  });

  test.each([
    ['person id', 'u/1'],
    ['e-mail whatever its case', 'JANE@doe.COM'],
    ['e-mail by its beginning', 'work@'],
    ['name by its beginning, whatever its case', 'jANE d'],
    ['customer', 'cus_later'],
    ['subscription', 'sub_1'],
    ['charge', 'ch_1'],
    ['invoice', 'in_2'],
  ])('BY-63 finds by %s: %s', async (_, search) => {
    expect((await list({ search })).ids).toEqual(['u/1']);
  });

  test('BY-63 what stands for anything in a pattern stands for itself', async () => {
    expect((await list({ search: '100%_r' })).ids).toEqual(['rich@example.com']);
    expect((await list({ search: '%' })).ids).toEqual([]);
    expect((await list({ search: 'nobody' })).ids).toEqual([]);
  });

  test('test mode is kept apart', async () => {
    const page = await list({ mode: 'test' });
    expect(page.people).toMatchObject([{ id: 'u/1', customers: 1, mrrMinor: 0, netRevenueMinor: 0 }]);
    expect((await list({ mode: 'test', search: 'sub_1' })).ids).toEqual([]);
  });

  test('BY-63 the figures of all people sum to the reports, and each to the report of the person', async () => {
    const { people } = await list();
    const whole = { from: '2026-01-01', to: '2026-06-16', now: NOW.toISOString() };
    const sum = (pick: (person: (typeof people)[number]) => number) => people.reduce((a, one) => a + pick(one), 0);
    expect(sum(({ mrrMinor }) => mrrMinor)).toBe((await figure(harness.account, 'mrr', whole)).value);
    expect(sum(({ netRevenueMinor }) => netRevenueMinor)).toBe(
      (await figure(harness.account, 'net-revenue', whole)).value,
    );
    for (const { id, mrrMinor, netRevenueMinor } of people) {
      expect([id, mrrMinor]).toEqual([id, (await figure(harness.account, 'mrr', of(id))).value]);
      expect([id, netRevenueMinor]).toEqual([id, (await figure(harness.account, 'net-revenue', of(id))).value]);
    }
    expect(people[0]).toMatchObject({
      ...{
        names: ['Jane Doe'],
        emails: ['Jane@Doe.com', 'work@doe.com'],
        customers: 2,
        resolvedBy: ['metadata:user_id'],
      },
      ...{ mrrMinor: 2500 + 3666, firstSeenAt: '2026-02-01T10:00:00.000Z', lastPurchaseAt: '2026-04-02T10:00:00.000Z' },
    });
  });

  test('B0-10 every metric that can be narrowed to a person is the sum of its rows', async () => {
    const narrowed = describeMetrics(harness.account).filter(({ dimensions }) => canFilterBy(dimensions, 'person'));
    expect(narrowed.length).toBeGreaterThan(30);
    for (const { id } of narrowed) await figure(harness.account, id, of('u/1'));
  });

  test('nothing of a person is left when everybody else is looked at', async () => {
    const others = { ...of('u/1'), filters: [{ dimension: 'person' as const, negated: true, values: ['u/1'] }] };
    expect((await figure(harness.account, 'net-revenue', others)).value).toBe(99000);
    expect((await figure(harness.account, 'active-subscribers', others)).value).toBe(1);
    expect((await figure(harness.account, 'active-subscribers', of('u/1'))).value).toBe(1);
  });
});

describe('a person', () => {
  test('BY-63 identifiers come with the objects that say so', async () => {
    const { identifiers, customerList, purchases } = await loadPerson(harness.account, 'u/1', 'live', NOW);
    expect(purchases).toBe(2);
    expect(customerList.map(({ id, person, isShared }) => [id, person, isShared])).toEqual([
      ['cus_jane', 'u/1', false],
      ['cus_later', 'u/1', false],
    ]);
    expect(identifiers.map(({ kind, value, evidence }) => [kind, value, evidence.length])).toEqual([
      ['id', 'u/1', 2],
      ['email', 'jane@doe.com', 1],
      ['email', 'work@doe.com', 1],
    ]);
    expect(identifiers[1]?.evidence[0]).toMatchObject({
      ...{ on: 'customer', field: 'email', value: 'Jane@Doe.com', isStillSaid: true, customerId: 'cus_jane' },
      ...{ firstAt: '2026-02-01T10:00:00.000Z', object: { type: 'customer', id: 'cus_jane' } },
    });
  });

  test('BY-63 the timeline tells all that happened, and its money is the net revenue', async () => {
    const query = (extra = {}) => timelineQuery.parse({ limit: 4, ...extra });
    const first = await loadTimeline(harness.account, 'u/1', query());
    const second = await loadTimeline(harness.account, 'u/1', query({ cursor: first.nextCursor, limit: 100 }));
    const items = [...first.items, ...second.items];
    expect(items.map(({ kind, at }) => `${kind} ${kind === 'identity' ? '' : at.slice(0, 10)}`)).toEqual([
      'identity ',
      'payment 2026-04-02',
      'created 2026-04-01',
      'refund 2026-03-05',
      'payment 2026-03-01',
      'subscription 2026-03-01',
      'subscription 2026-02-01',
      'created 2026-02-01',
    ]);
    expect(items[0]).toMatchObject({
      people: { from: 'work@doe.com', to: 'u/1' },
      detail: expect.stringContaining('1 sale moved'),
    });
    const money = items.filter(({ kind }) => kind === 'payment' || kind === 'refund');
    expect(money.reduce((sum, { amountMinor }) => sum + (amountMinor ?? 0), 0)).toBe(
      (await figure(harness.account, 'net-revenue', of('u/1'))).value,
    );
    expect(items.find(({ kind }) => kind === 'refund')?.objects[0]).toMatchObject({ type: 'refund', id: 're_1' });
    expect((await loadTimeline(harness.account, 'u/1', query({ kind: 'refund' }))).items).toHaveLength(1);
    const left = await loadTimeline(harness.account, 'work@doe.com', query());
    expect(left.items.map(({ title }) => title)).toEqual(['cus_later went to u/1']);
  });

  test('an id that stands for nobody is not found', async () => {
    await expect(loadPerson(harness.account, 'work@doe.com', 'live', NOW)).rejects.toThrow('stands for');
  });

  test('AM-12 a customer that claims to be two people is shown with both where they share it', async () => {
    await getPool().query(
      `insert into identity_mapping (workspace_id, connection_id, version, rules, settings, applied_at)
       values ('ws_test', 'default', 1, '[{"kind":"metadata","key":"user_id"}]', '{"conflictPolicy":"share"}', now())`,
    );
    await harness.deliver(
      customer('cus_two', '2026-05-10T10:00:00Z', { metadata: { user_id: 'u_a' } }),
      event('customer.updated', '2026-05-11T10:00:00Z', {
        ...{ id: 'cus_two', object: 'customer', email: null, created: at('2026-05-10T10:00:00Z') },
        metadata: { user_id: 'u_b' },
      }),
      customer('cus_b', '2026-05-12T10:00:00Z', { metadata: { user_id: 'u_b' } }),
    );
    const shown = (await loadPerson(harness.account, 'u_b', 'live', NOW)).customerList;
    expect(shown.map(({ id, person, isShared, rivals }) => [id, person, isShared, rivals])).toEqual([
      ['cus_b', 'u_b', false, []],
      ['cus_two', 'u_a', true, ['u_b']],
    ]);
    expect((await list({ search: 'u_b' })).ids.sort()).toEqual(['u_a', 'u_b']);
  });

  test('B15 what was said by hand is told with who and when', async () => {
    await linkCustomer(
      { workspaceId: 'ws_test', userId: null },
      { connectionId: 'default', customerId: 'cus_rich', personId: 'u/1' },
    );
    const { identifiers } = await loadPerson(harness.account, 'u/1', 'live', NOW);
    expect(identifiers[0]).toMatchObject({ kind: 'pin', value: 'cus_rich', by: null });
    expect((await list({ sort: 'revenue' })).people[0]).toMatchObject({ id: 'u/1', netRevenueMinor: 101700 });
  });
});

test('customers are listed by key, of one mode, with the person of each', async () => {
  const page = (extra = {}) => listCustomers('ws_test', customerQuery.parse({ limit: 3, ...extra }));
  const first = await page();
  expect(first.customers.map(({ id }) => id)).toEqual(['cus_b', 'cus_jane', 'cus_later']);
  const rest = await page({ cursor: first.nextCursor, limit: 100 });
  expect(rest.customers.map(({ id }) => id)).toEqual(['cus_rich', 'cus_two', 'cus_undated']);
  expect((await page({ person: 'u/1', connection: 'default' })).customers).toHaveLength(3);
  expect((await page({ mode: 'test' })).customers).toMatchObject([{ id: 'cus_test', person: 'u/1', mode: 'test' }]);
});
