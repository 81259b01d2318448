import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { charge, event, type FakeEvent, invoice, invoicePayment, refund } from '@/lib/inbox/testing/stripe-objects';
import type { AnyVersion } from './facts';
import { foldOwner } from './fold-owner';
import { contextOf, versionsOf } from './testing/fold-events';
import { randomLife } from './testing/random-life';

/** Everything derived, without the clock that tells when we learned it. */
function digest(versions: readonly AnyVersion[]): string {
  const ledger = foldOwner(versions, contextOf(versions));
  return JSON.stringify(ledger, (key, value) =>
    key === 'knownAt' ? undefined : typeof value === 'bigint' ? value.toString() : value,
  );
}

/** The same versions in any order, some of them several times. */
const disorder = (versions: readonly AnyVersion[]) =>
  fc
    .tuple(
      fc.shuffledSubarray([...versions], { minLength: versions.length }),
      fc.subarray([...versions]),
      fc.nat({ max: versions.length }),
    )
    .map(([shuffled, again, where]) => [...shuffled.slice(0, where), ...again, ...shuffled.slice(where)]);

const disordered = (events: fc.Arbitrary<FakeEvent[]>) =>
  events.map(versionsOf).chain((versions) => fc.record({ truth: fc.constant(versions), arrived: disorder(versions) }));

/** One payment, told by many objects, some of them in the same second. */
const payment: fc.Arbitrary<FakeEvent[]> = fc
  .record({
    parts: fc.array(fc.integer({ min: 1, max: 3000 }), { maxLength: 3 }),
    fails: fc.boolean(),
    seconds: fc.constantFrom(0, 1, 90_000),
  })
  .map(({ parts, fails, seconds }) => {
    const at = 1_770_000_000;
    const paid = { total: 12000, amount: 10000, total_excluding_tax: 10000 };
    const events = [
      event(
        'invoice.finalized',
        at,
        invoice('in_1', 'cus_1', 12000, at, { ...paid, status: 'open', amount_paid: 0, status_transitions: {} }),
      ),
      event('invoice.paid', at + seconds, invoice('in_1', 'cus_1', 12000, at, paid)),
      event('invoice.payment_succeeded', at + seconds, invoice('in_1', 'cus_1', 12000, at, paid)),
      event('invoice_payment.paid', at + seconds, invoicePayment('inpay_1', 'in_1', 'ch_1')),
      event('charge.succeeded', at + seconds, charge('ch_1', 'cus_1', 12000, at)),
    ];
    for (const [index, amount] of parts.entries()) {
      const given = refund(`re_${index}`, 'ch_1', amount, at + seconds + index);
      events.push(event('refund.created', at + seconds + index, { ...given, status: 'pending' }));
      events.push(
        event(fails ? 'refund.failed' : 'refund.updated', at + seconds + index, {
          ...given,
          status: fails ? 'failed' : 'succeeded',
        }),
      );
    }
    return events;
  });

describe('F2 F3 order and repetition change nothing', () => {
  test('F3 the life of a subscription', () => {
    fc.assert(
      fc.property(disordered(randomLife), ({ truth, arrived }) => {
        expect(digest(arrived)).toBe(digest(truth));
      }),
      { numRuns: 1000 },
    );
  });

  test('F3 B6-9 one payment and its refunds', () => {
    fc.assert(
      fc.property(disordered(payment), ({ truth, arrived }) => {
        expect(digest(arrived)).toBe(digest(truth));
        expect(foldOwner(arrived, contextOf(arrived)).sales).toHaveLength(1);
      }),
      { numRuns: 500 },
    );
  });

  test('B0 rule 7 one object of test mode puts its owner into the test view, whichever comes first', () => {
    const [first, second] = versionsOf([
      event('charge.succeeded', 100, charge('ch_1', 'cus_1', 500, 100)),
      event('customer.created', 100, { id: 'cus_1', object: 'customer', test_clock: 'clock_1' }),
    ]);
    if (!first || !second) throw new Error('two versions');
    for (const order of [
      [first, second],
      [second, first],
    ])
      expect(foldOwner(order, contextOf(order)).profile.livemode).toBe(false);
  });
});
