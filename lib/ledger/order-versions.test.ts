import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { at, event, type FakeEvent, invoice, item, price, subscription } from '@/lib/inbox/testing/stripe-objects';
import type { AnyVersion } from './facts';
import { orderVersions, versionsNeedingRaw } from './order-versions';
import { versionsOf } from './testing/fold-events';
import { randomLife } from './testing/random-life';

const NOON = at('2026-03-01T12:00:00Z');
const ids = (versions: readonly AnyVersion[]) => versions.map(({ eventId }) => eventId);

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((first, index) =>
    permutations(items.filter((_, other) => other !== index)).map((rest) => [first, ...rest]),
  );
}

/** Updates of one second, each raising the quantity by one; the ids run against the true order. */
function chain(length: number, when = NOON): FakeEvent[] {
  const items = (quantity: number) => [item('si_1', price('price_a', 1000), quantity)];
  return Array.from({ length }, (_, index) =>
    event('customer.subscription.updated', when, subscription('sub_1', 'cus_1', items(index + 2), NOON - 60), {
      id: `evt_${length - index}`,
      previous: { items: { data: items(index + 1) } },
    }),
  );
}

describe('the order of versions', () => {
  test('F4 all 720 permutations of six updates of one second come out in chain order', () => {
    const versions = versionsOf(chain(6));
    const orders = permutations(versions).map((shuffled) => ids(orderVersions(shuffled)).join(' '));
    expect(orders).toHaveLength(720);
    expect(new Set(orders)).toEqual(new Set(['evt_6 evt_5 evt_4 evt_3 evt_2 evt_1']));
  });

  test('F3 a random life comes out in its true order, however it arrives', () => {
    const arrival = randomLife.chain((life) =>
      fc.tuple(fc.constant(ids(versionsOf(life))), fc.shuffledSubarray(versionsOf(life), { minLength: life.length })),
    );
    fc.assert(
      fc.property(arrival, ([truth, arrived]) => {
        expect(ids(orderVersions(arrived))).toEqual(truth);
      }),
      { numRuns: 1000 },
    );
  });

  test('B14-1 an update of second 90 that arrives after one of second 100 stays before it', () => {
    const state = (status: string, when: number) =>
      event('customer.subscription.updated', when, subscription('sub_1', 'cus_1', [], 1, { status }), {
        id: `evt_${when}`,
      });
    expect(ids(orderVersions(versionsOf([state('past_due', 100), state('active', 90)])))).toEqual([
      'evt_90',
      'evt_100',
    ]);
  });

  test('B14 within one second: created, updated, deleted', () => {
    const object = subscription('sub_1', 'cus_1', [], NOON);
    const types = ['deleted', 'updated', 'created'];
    const events = types.map((type, index) =>
      event(`customer.subscription.${type}`, NOON, object, { id: `evt_${index}` }),
    );
    expect(ids(orderVersions(versionsOf(events)))).toEqual(['evt_2', 'evt_1', 'evt_0']);
  });

  test('B14 within one second an invoice is finalized before it is paid', () => {
    const events = ['paid', 'open', 'draft'].map((status, index) =>
      event('invoice.updated', NOON, invoice('in_1', 'cus_1', 1000, NOON, { status }), { id: `evt_${index}` }),
    );
    expect(ids(orderVersions(versionsOf(events)))).toEqual(['evt_2', 'evt_1', 'evt_0']);
  });

  test('a tie that no chain explains falls back to event id, the same in every order of arrival', () => {
    const odd = ['evt_c', 'evt_a', 'evt_b'].map((id) =>
      event('customer.subscription.updated', NOON, subscription('sub_1', 'cus_1', [], NOON - 60), {
        id,
        previous: { status: id },
      }),
    );
    for (const shuffled of permutations(versionsOf(odd)))
      expect(ids(orderVersions(shuffled))).toEqual(['evt_a', 'evt_b', 'evt_c']);
  });

  test('a chain whose predecessor is missing still comes out as a chain', () => {
    const versions = versionsOf(chain(4)).slice(1);
    for (const shuffled of permutations(versions))
      expect(ids(orderVersions(shuffled))).toEqual(['evt_3', 'evt_2', 'evt_1']);
  });

  test('F28 nothing after a deletion counts, whatever its second', () => {
    const object = { id: 'prod_1', object: 'product', name: 'Pro' };
    const made = event('product.created', NOON, object, { id: 'evt_0' });
    const gone = event('product.deleted', NOON + 60, { ...object, deleted: true }, { id: 'evt_1' });
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -120, max: 600 }), { maxLength: 5 }),
        fc.infiniteStream(fc.nat()),
        (offsets, keys) => {
          const stale = offsets.map((offset, index) =>
            event('product.updated', NOON + 60 + offset, { ...object, name: 'Old' }, { id: `evt_${index + 2}` }),
          );
          const arrived = [made, gone, ...stale]
            .map((sent) => ({ sent, key: keys.next().value ?? 0 }))
            .sort((a, b) => a.key - b.key);
          return orderVersions(versionsOf(arrived.map(({ sent }) => sent))).at(-1)?.eventId === 'evt_1';
        },
      ),
      { numRuns: 400 },
    );
  });

  test('raw objects are asked for where a tie of updates needs them, with the version before it', () => {
    const before = event('customer.subscription.created', NOON - 60, subscription('sub_1', 'cus_1', [], NOON - 60), {
      id: 'evt_first',
    });
    const after = event('customer.subscription.updated', NOON + 60, subscription('sub_1', 'cus_1', [], NOON - 60), {
      id: 'evt_last',
    });
    const needed = versionsNeedingRaw(versionsOf([before, ...chain(2), after]));
    expect(ids(needed).sort()).toEqual(['evt_1', 'evt_2', 'evt_first']);
  });
});
