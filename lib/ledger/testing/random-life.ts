import fc from 'fast-check';
import { event, type FakeEvent, item, price, subscription } from '@/lib/inbox/testing/stripe-objects';

/** What one update changes, and how long after the one before it: often within the same second. */
interface Step {
  after: number;
  patch: Record<string, unknown>;
}

const DAY = 86_400;
const itemsOf = (amount: number, quantity: number) => ({
  object: 'list',
  has_more: false,
  data: [item('si_1', price(`price_${amount}`, amount), quantity)],
});

const patch: fc.Arbitrary<Record<string, unknown>> = fc.oneof(
  fc.record({
    items: fc
      .record({ amount: fc.constantFrom(1000, 2000, 5000), quantity: fc.integer({ min: 1, max: 9 }) })
      .map(({ amount, quantity }) => itemsOf(amount, quantity)),
  }),
  fc.record({ status: fc.constantFrom('active', 'past_due', 'unpaid', 'paused') }),
  fc.record({ pause_collection: fc.constantFrom(null, { behavior: 'void' }, { behavior: 'keep_as_draft' }) }),
  fc.record({ cancel_at_period_end: fc.boolean() }),
);

const step: fc.Arbitrary<Step> = fc.record({ after: fc.constantFrom(0, 0, 0, 1, 3 * DAY, 40 * DAY), patch });

/** Ids in an order that says nothing about the order of the events. */
const shuffledIds = fc.shuffledSubarray(['evt_a', 'evt_b', 'evt_c', 'evt_d', 'evt_e', 'evt_f', 'evt_g', 'evt_h'], {
  minLength: 8,
});

/**
 * The life of one subscription in its true order: creation, up to six updates, and perhaps its end. Each update carries
 * the `previous_attributes` Stripe would send; a step counter keeps any two states distinct.
 */
export const randomLife: fc.Arbitrary<FakeEvent[]> = fc
  .record({ steps: fc.array(step, { minLength: 1, maxLength: 6 }), ends: fc.boolean(), ids: shuffledIds })
  .map(({ steps, ends, ids }) => {
    let now = Date.parse('2026-01-15T23:59:30Z') / 1000;
    let state = subscription('sub_1', 'cus_1', itemsOf(1000, 1).data, now, { metadata: { step: '0' } });
    const life = [event('customer.subscription.created', now, state, { id: ids[0] ?? '' })];
    for (const [index, { after, patch: change }] of steps.entries()) {
      now += after;
      const next = { ...state, ...change, metadata: { step: String(index + 1) } };
      const previous = Object.fromEntries(Object.keys({ ...change, metadata: {} }).map((key) => [key, state[key]]));
      life.push(event('customer.subscription.updated', now, next, { id: ids[index + 1] ?? '', previous }));
      state = next;
    }
    if (ends) {
      now += 5 * DAY;
      const over = { ...state, status: 'canceled', ended_at: now, canceled_at: now };
      life.push(event('customer.subscription.deleted', now, over, { id: ids[7] ?? '' }));
    }
    return life;
  });
