import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  at,
  charge,
  event,
  type FakeEvent,
  invoice,
  invoicePayment,
  line,
  refund,
} from '@/lib/inbox/testing/stripe-objects';
import type { Measure } from './entry';
import { foldEvents } from './testing/fold-events';

const SOLD = at('2026-03-01T12:00:00Z');
const DAY = 86_400;

/** A paid invoice with exclusive tax and its charge. `lines`: net, tax, product. */
function sold(lines: { net: number; tax: number; product: string }[], refunded = 0): FakeEvent[] {
  const sum = (key: 'net' | 'tax') => lines.reduce((total, part) => total + part[key], 0);
  const total = sum('net') + sum('tax');
  const of = lines.map(({ net, tax, product }, index) =>
    line(`il_${index}`, net, { product, taxes: [{ amount: tax, tax_behavior: 'exclusive' }] }),
  );
  return [
    event('invoice.paid', SOLD, invoice('in_1', 'cus_1', total, SOLD, { total_excluding_tax: sum('net'), lines: of })),
    event('invoice_payment.paid', SOLD, invoicePayment('inpay_1', 'in_1', 'ch_1')),
    event('charge.succeeded', SOLD, charge('ch_1', 'cus_1', total, SOLD)),
    ...(refunded > 0
      ? [event('charge.refunded', SOLD + DAY, charge('ch_1', 'cus_1', total, SOLD, { amount_refunded: refunded }))]
      : []),
  ];
}

const refundOf = (id: string, amount: number, days: number) =>
  event('refund.created', SOLD + days * DAY, refund(id, 'ch_1', amount, SOLD + days * DAY));
const failureOf = (id: string, amount: number, days: number, failedAfter: number) =>
  event('refund.failed', SOLD + failedAfter * DAY, refund(id, 'ch_1', amount, SOLD + days * DAY, { status: 'failed' }));

const one = [{ net: 10000, tax: 2000, product: 'prod_a' }];
const of = (events: FakeEvent[], measure: Measure) =>
  foldEvents(events).entries.filter((entry) => entry.measure === measure);
const total = (events: FakeEvent[], measure: Measure) =>
  of(events, measure).reduce((sum, { minor }) => sum + minor, 0n);
const count = (events: FakeEvent[], measure: Measure) =>
  of(events, measure).reduce((sum, { quantity }) => sum + quantity, 0n);

describe('B5 refunds of one charge', () => {
  test('B5-6 a refund of 3000 from 12000 with 2000 tax is 2500 net', () => {
    expect(total([...sold(one), refundOf('re_1', 3000, 5)], 'refund')).toBe(2500n);
  });

  test('B5-7 two charge.refunded events, 1000 and then 2500 more, are 3500 in total', () => {
    const grown = (amount: number, days: number) =>
      event('charge.refunded', SOLD + days * DAY, charge('ch_1', 'cus_1', 5000, SOLD, { amount_refunded: amount }));
    const bare = [event('charge.succeeded', SOLD, charge('ch_1', 'cus_1', 5000, SOLD)), grown(1000, 2), grown(3500, 4)];
    expect(of(bare, 'refund').map(({ day, minor }) => [day, minor])).toEqual([
      ['2026-03-03', 1000n],
      ['2026-03-05', 2500n],
    ]);
    const withObjects = [...bare, refundOf('re_1', 1000, 2), refundOf('re_2', 2500, 4)];
    expect(total(withObjects, 'refund')).toBe(3500n);
    expect(count(withObjects, 'refunded_charge')).toBe(1n);
  });

  test('B5-7 a refund object seen for only part of amount_refunded leaves the rest to the charge', () => {
    expect(
      total([...sold([{ net: 5000, tax: 0, product: 'prod_a' }], 3500), refundOf('re_1', 1000, 1)], 'refund'),
    ).toBe(3500n);
  });

  test('B5-5 a refund that fails is reversed on the day it fails, and the charge no longer counts as refunded', () => {
    const events = [...sold(one), refundOf('re_1', 12000, 5), failureOf('re_1', 12000, 5, 9)];
    expect(of(events, 'refund').map(({ day, minor }) => [day, minor])).toEqual([
      ['2026-03-06', 10000n],
      ['2026-03-10', -10000n],
    ]);
    expect(total(events, 'refund_by_sale')).toBe(0n);
    expect(count(events, 'refunded_charge')).toBe(0n);
  });

  test('B5-5 the charge’s own amount_refunded does not bring a failed refund back', () => {
    expect(total([...sold(one, 12000), refundOf('re_1', 12000, 1), failureOf('re_1', 12000, 1, 9)], 'refund')).toBe(0n);
  });

  test('B5 a refund counts on its own day and on the day of its sale', () => {
    const events = [...sold(one), refundOf('re_1', 3000, 40)];
    expect(of(events, 'refund')[0]?.day).toBe('2026-04-10');
    expect(of(events, 'refund_by_sale')[0]?.day).toBe('2026-03-01');
  });

  test('B5 a refund whose charge was never seen is booked all the same', () => {
    const [entry] = of([refundOf('re_1', 700, 1)], 'refund');
    expect(entry).toMatchObject({ minor: 700n, productId: 'unattributed_payment' });
  });

  test('B5 a pending refund counts, a canceled one is reversed', () => {
    const pending = event(
      'refund.created',
      SOLD + DAY,
      refund('re_1', 'ch_1', 3000, SOLD + DAY, { status: 'pending' }),
    );
    const canceled = event(
      'refund.updated',
      SOLD + 2 * DAY,
      refund('re_1', 'ch_1', 3000, SOLD + DAY, { status: 'canceled' }),
    );
    expect(total([...sold(one), pending], 'refund')).toBe(2500n);
    expect(total([...sold(one), pending, canceled], 'refund')).toBe(0n);
  });

  test('B8-2 a refund of 3333 is split over the lines by largest remainder', () => {
    const lines = [6000, 3000, 1000].map((net, index) => ({ net, tax: 0, product: `prod_${index}` }));
    expect(
      of([...sold(lines), refundOf('re_1', 3333, 1)], 'refund').map(({ productId, minor }) => [productId, minor]),
    ).toEqual([
      ['prod_0', 2000n],
      ['prod_1', 1000n],
      ['prod_2', 333n],
    ]);
  });
});

describe('refunds in parts', () => {
  const lines = fc.array(fc.record({ net: fc.integer({ min: 0, max: 5000 }), tax: fc.integer({ min: 0, max: 900 }) }), {
    minLength: 1,
    maxLength: 4,
  });
  /** Where the gross is cut, and which parts fail once before they succeed. */
  const cuts = fc.array(fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), failsFirst: fc.boolean() }), {
    maxLength: 5,
  });

  test('B13-5 a sale with tax refunded in parts, some of which failed first, ends at exactly its net, line by line', () => {
    fc.assert(
      fc.property(lines, cuts, (parts, where) => {
        const named = parts.map((part, index) => ({ ...part, product: `prod_${index}` }));
        const gross = named.reduce((sum, { net, tax }) => sum + net + tax, 0);
        fc.pre(gross > 0);
        const edges = [...where.map(({ at: share }) => Math.floor(share * gross)).sort((a, b) => a - b), gross];
        const events = sold(named);
        let before = 0;
        for (const [index, edge] of edges.entries()) {
          const amount = edge - before;
          before = edge;
          if (amount === 0) continue;
          const day = 1 + index * 6;
          if (where[index]?.failsFirst)
            events.push(refundOf(`re_${index}_lost`, amount, day), failureOf(`re_${index}_lost`, amount, day, day + 4));
          events.push(refundOf(`re_${index}`, amount, day + 4));
        }
        for (const measure of ['refund', 'refund_by_sale'] as const) {
          const given = of(events, measure);
          for (const { product, net } of named) {
            const own = given
              .filter(({ productId }) => productId === product)
              .reduce((sum, { minor }) => sum + minor, 0n);
            expect(own).toBe(BigInt(net));
          }
        }
        expect(count(events, 'refunded_charge')).toBe(1n);
      }),
      { numRuns: 1000 },
    );
  });
});
