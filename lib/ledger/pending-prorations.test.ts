import { describe, expect, test } from 'vitest';
import { Random } from '@/lib/inbox/faults/testing/random';
import { snapshotsOf } from '@/lib/inbox/testing/snapshots-of';
import { event, type FakeEvent } from '@/lib/inbox/testing/stripe-objects';
import { createSandboxAccount } from '@/sandbox/account';
import { foldEvents, versionsOf } from './testing/fold-events';

const START = new Date('2026-01-05T10:00:00Z');
const at = (day: string) => new Date(`${day}T12:00:00Z`);

/** A year that is sold with two seats, then has five, then four. */
function growingTeam() {
  const account = createSandboxAccount({ startAt: START });
  const post = (path: string, params: Record<string, unknown> = {}) =>
    JSON.parse(JSON.stringify(account.request('POST', path, params)));
  const product = post('/v1/products', { name: 'Seats' }).id;
  const terms = { product, currency: 'usd', unit_amount: 12_000, recurring: { interval: 'year' } };
  const price = post('/v1/prices', terms).id;
  const customer = post('/v1/customers', { email: 'ada@example.com', payment_method: 'pm_card_visa' }).id;
  const subscription = post('/v1/subscriptions', { customer, items: [{ price, quantity: 2 }] });
  const item = subscription.items.data[0].id;
  const setSeats = (day: string, quantity: number) => {
    account.advanceTo(at(day));
    post(`/v1/subscriptions/${subscription.id}`, { items: [{ id: item, quantity }] });
  };
  setSeats('2026-03-10', 5);
  setSeats('2026-05-20', 4);
  account.advanceTo(at('2026-07-05'));
  const pending = snapshotsOf(account, account.now()).filter(({ type }) => type === 'invoiceitem.pulled');
  return { account, customer, pending };
}

const asEvents = (account: ReturnType<typeof growingTeam>['account']): FakeEvent[] =>
  JSON.parse(JSON.stringify(account.events()));
const spansOf = (events: readonly FakeEvent[]) => foldEvents(events).spans.map(({ from, minor }) => [from, minor]);

const MADE = [
  ['2026-01-05', 2000n],
  ['2026-03-10', 5000n],
  ['2026-05-20', 4000n],
];

describe('B14 changes inside a period are known before they are billed', () => {
  test('they count from when they were made, not from the day of reading', () => {
    const { account, pending } = growingTeam();
    expect(pending).toHaveLength(4);
    const snapshots = snapshotsOf(account, account.now());
    expect(spansOf(snapshots).slice(0, 3)).toEqual(MADE);
    const unseen = snapshots.filter(({ type }) => type !== 'invoiceitem.pulled');
    expect(spansOf(unseen)).not.toContainEqual(['2026-03-10', 5000n]);
  });

  test('B14-8 billed later, the same change does not count twice', () => {
    const { account, pending } = growingTeam();
    account.advanceTo(at('2027-02-05'));
    const snapshots = snapshotsOf(account, account.now());
    expect(snapshots.filter(({ type }) => type === 'invoiceitem.pulled')).toEqual([]);
    const billed = spansOf(snapshots);
    expect(billed.slice(0, 3)).toEqual(MADE);
    expect(spansOf([...snapshots, ...pending])).toEqual(billed);
    expect(spansOf([...pending, ...snapshots, ...pending])).toEqual(billed);
  });

  test('waived, the change was made all the same', () => {
    const { account, pending } = growingTeam();
    for (const { data } of pending) account.request('DELETE', `/v1/invoiceitems/${data.object.id}`, {});
    const deleted = asEvents(account).filter(({ type }) => type === 'invoiceitem.deleted');
    expect(deleted).toHaveLength(4);
    const snapshots = snapshotsOf(account, account.now());
    expect(spansOf([...snapshots, ...pending, ...deleted]).slice(0, 3)).toEqual(MADE);
    expect(spansOf([...deleted, ...snapshots]).slice(0, 3)).toEqual(MADE);
  });

  test('F5 B14-8 its webhooks and readings end the same in any order, however often they come', () => {
    const { account, pending } = growingTeam();
    const snapshots = snapshotsOf(account, account.now());
    const items = asEvents(account).filter(({ type }) => type.startsWith('invoiceitem.'));
    const all = [...snapshots, ...pending, ...items];
    const once = foldEvents(all);
    for (let seed = 1; seed <= 20; seed += 1) {
      const random = new Random(seed);
      const again = foldEvents(random.shuffle([...all, ...all.filter(() => random.chance(0.3))]));
      expect([again.spans, again.entries], `seed ${seed}`).toEqual([once.spans, once.entries]);
    }
  });

  test('on one invoice the newest come first, as Stripe lists them, and still the later know better', () => {
    const { account } = growingTeam();
    account.advanceTo(at('2027-02-05'));
    const snapshots = snapshotsOf(account, account.now());
    const reversed = snapshots.map((snapshot) => {
      const { lines } = snapshot.data.object;
      if (!isList(lines)) return snapshot;
      return {
        ...snapshot,
        data: { object: { ...snapshot.data.object, lines: { ...lines, data: lines.data.toReversed() } } },
      };
    });
    expect(reversed).not.toEqual(snapshots);
    expect(spansOf(reversed)).toEqual(spansOf(snapshots));
  });
});

const isList = (value: unknown): value is { data: unknown[] } =>
  typeof value === 'object' && value !== null && 'data' in value && Array.isArray(value.data);

describe('what is read of an invoice item', () => {
  const details = {
    id: 'ii_1',
    object: 'invoiceitem',
    customer: 'cus_1',
    date: 1_768_000_000,
    amount: -500,
    quantity: 2,
  };
  const period = { start: 1_768_000_000, end: 1_790_000_000 };
  const read = (object: Record<string, unknown>) =>
    versionsOf([event('invoiceitem.created', '2026-01-10', { ...details, period, ...object })]).map(({ body }) => body);
  const line = {
    subscription: 'sub_1',
    subscriptionItem: 'si_1',
    priceId: 'price_1',
    productId: 'prod_1',
    quantity: 2,
  };

  test('a proration, in the shape of today and in that before 2025-03-31', () => {
    const today = {
      proration: true,
      parent: {
        subscription_details: { subscription: 'sub_1', subscription_item: 'si_1' },
        type: 'subscription_details',
      },
      pricing: { price_details: { price: 'price_1', product: 'prod_1' }, type: 'price_details' },
    };
    const before = {
      ...{ proration: true, subscription: 'sub_1', subscription_item: 'si_1' },
      price: { id: 'price_1', object: 'price', product: 'prod_1' },
    };
    expect(read(today)).toMatchObject([{ customer: 'cus_1', created: details.date, line: { ...line, amount: -500 } }]);
    expect(read(before)).toEqual(read(today));
  });

  test('nothing of a charge that waits, and nothing of a deletion that names the id alone', () => {
    expect(read({ proration: false, subscription: 'sub_1' })).toEqual([]);
    expect(read({ proration: true })).toEqual([]);
    const gone = { customer: undefined, date: undefined, amount: undefined, quantity: undefined, period: undefined };
    expect(read({ ...gone, deleted: true })).toEqual([]);
  });
});
