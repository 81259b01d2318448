import fc from 'fast-check';
import { dispute } from '@/lib/inbox/testing/given-back-objects';
import { at, charge, discount, event, type FakeEvent, invoice, line, refund } from '@/lib/inbox/testing/stripe-objects';
import { cancelled, type Plan, subscribed, updated } from './lives';

const FIRST = Date.parse('2026-01-01T10:00:00Z');
const DAY = 86_400_000;
const on = (day: number) => new Date(FIRST + day * DAY).toISOString();

const currency = fc.constantFrom('usd', 'usd', 'eur', 'jpy');
const product = fc.constantFrom('a', 'b');
const amount = fc.integer({ min: 1, max: 9000 });
const country = fc.constantFrom('DE', 'US', null);

interface Chapter {
  after: number;
  amount: number;
  product: string;
}

const life = fc.record({
  currency,
  country,
  plan: fc.constantFrom('pro', 'free, for now', null),
  coupons: fc.constantFrom<string[]>([], ['SAVE10'], ['VIP', 'SAVE10']),
  couponDays: fc.integer({ min: 1, max: 60 }),
  since: fc.integer({ min: 0, max: 60 }),
  first: fc.record({ amount, product }),
  changes: fc.array(fc.record({ after: fc.integer({ min: 0, max: 40 }), amount, product }), { maxLength: 3 }),
  ends: fc.option(fc.integer({ min: 0, max: 40 })),
  returns: fc.option(fc.integer({ min: 0, max: 30 })),
  sales: fc.array(
    fc.record({
      day: fc.integer({ min: 0, max: 110 }),
      lines: fc.array(
        fc.record({
          amount,
          product,
          off: fc.integer({ min: 0, max: 100 }),
          tax: fc.integer({ min: 0, max: 100 }),
          days: fc.integer({ min: 0, max: 80 }),
        }),
        { minLength: 1, maxLength: 3 },
      ),
      fee: fc.integer({ min: 0, max: 300 }),
      refund: fc.option(
        fc.record({
          share: fc.double({ min: 0.01, max: 1, noNaN: true }),
          after: fc.integer({ min: 0, max: 40 }),
          fails: fc.boolean(),
        }),
      ),
      dispute: fc.option(
        fc.record({ after: fc.integer({ min: 0, max: 40 }), status: fc.constantFrom('lost', 'won', 'needs_response') }),
        { freq: 2 },
      ),
    }),
    { maxLength: 3 },
  ),
});
type Life = typeof life extends fc.Arbitrary<infer T> ? T : never;

/** A few customers over four months, in three currencies and two countries, with all that can happen to them. */
export const randomStory: fc.Arbitrary<FakeEvent[]> = fc
  .array(life, { minLength: 3, maxLength: 6 })
  .map((lives) =>
    lives.flatMap((of, index) => [...subscriptionStory(`cus_${index}`, of), ...saleStory(`cus_${index}`, of)]),
  );

function subscriptionStory(
  customer: string,
  { currency: code, country: where, plan: ofPlan, coupons, couponDays, since, first, changes, ends, returns }: Life,
): FakeEvent[] {
  const discounts = coupons.map((coupon) =>
    discount(
      discountId(customer, coupon),
      { id: coupon, duration: 'repeating', percent_off: 10 },
      { start: at(on(since)), end: at(on(since + couponDays)) },
    ),
  );
  const plan = ({ amount: minor, product: name }: Omit<Chapter, 'after'>): Plan => ({
    customer,
    amount: minor,
    since: on(since),
    product: name,
    currency: code,
    extra: { discounts },
  });
  const events = [
    event('customer.created', on(since), {
      id: customer,
      object: 'customer',
      email: null,
      metadata: ofPlan === null ? {} : { plan: ofPlan },
      address: where === null ? null : { country: where },
    }),
    subscribed(plan(first)),
  ];
  let day = since;
  let last: Omit<Chapter, 'after'> = first;
  for (const change of changes) {
    day += change.after;
    last = change;
    events.push(updated(on(day), plan(change)));
  }
  if (ends === null) return events;
  events.push(cancelled(on(day + ends), plan(last)));
  if (returns !== null)
    events.push(subscribed({ ...plan(first), id: `sub_${customer}_again`, since: on(day + ends + returns) }));
  return events;
}

const discountId = (customer: string, coupon: string) => `di_${customer}_${coupon}`;

function saleStory(customer: string, { currency: code, coupons, sales }: Life): FakeEvent[] {
  return sales.flatMap(({ day, lines, fee, refund: back, dispute: contested }, index) => {
    const id = `${customer}_${index}`;
    const used = (coupons.length === 0 ? ['UNTOLD'] : coupons).map((coupon) => discountId(customer, coupon));
    const part = (off: number, at: number) =>
      at === 0 ? off - Math.floor(off / 3) * (used.length - 1) : Math.floor(off / 3);
    const cut = lines.map(({ amount: minor, off, tax }) => ({
      off: Math.floor((minor * off) / 100),
      tax: Math.floor((minor * tax) / 1000),
    }));
    const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
    const net = sum(lines.map(({ amount: minor }) => minor)) - sum(cut.map(({ off }) => off));
    const total = net + sum(cut.map(({ tax }) => tax));
    const rows = lines.map(({ amount: minor, product: name }, row) =>
      line(`il_${id}_${row}`, minor, {
        product: `prod_${name}`,
        period: { start: at(on(day)), end: at(on(day + (lines[row]?.days ?? 0))) },
        discount_amounts: used.map((discount, at) => ({ amount: part(cut[row]?.off ?? 0, at), discount })),
        taxes: [{ amount: cut[row]?.tax ?? 0, tax_behavior: 'exclusive' }],
      }),
    );
    const off = { total_discount_amounts: [{ amount: sum(cut.map((part) => part.off)), discount: 'di_1' }] };
    const transaction = { id: `txn_${id}`, object: 'balance_transaction', fee, currency: code };
    const events = [
      event(
        'invoice.paid',
        on(day),
        invoice(`in_${id}`, customer, total, on(day), {
          ...off,
          currency: code,
          total_excluding_tax: net,
          lines: rows,
          charge: `ch_${id}`,
        }),
      ),
      event(
        'charge.succeeded',
        on(day),
        charge(`ch_${id}`, customer, total, on(day), { currency: code, balance_transaction: transaction }),
      ),
    ];
    if (contested !== null && total > 0) {
      const moved = { id: `txn_${id}_d`, amount: -total, fee: 1500, currency: code, created: at(on(day)) };
      const object = dispute(`dp_${id}`, `ch_${id}`, total, on(day), { currency: code, balance_transactions: [moved] });
      events.push(event('charge.dispute.closed', on(day + contested.after), { ...object, status: contested.status }));
    }
    const given = back === null ? 0 : Math.floor(total * back.share);
    if (back === null || given === 0) return events;
    const object = refund(`re_${id}`, `ch_${id}`, given, on(day + back.after), { currency: code });
    events.push(event('refund.created', on(day + back.after), object));
    if (back.fails) events.push(event('refund.failed', on(day + back.after + 5), { ...object, status: 'failed' }));
    return events;
  });
}
