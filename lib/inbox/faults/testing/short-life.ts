import { at, charge, type FakeEvent, invoice, item, price, refund, subscription } from '../../testing/stripe-objects';
import { Random } from './random';
import { Timeline } from './timeline';

export interface ShortLife {
  /** In the order in which they happened. */
  events: FakeEvent[];
  /** What must be left at the end, in minor units. */
  mrr: bigint;
  refunded: bigint;
}

const UNIT = 1000;

/** A customer's life of at most eight events, of which two or three share a second (and some days share many). */
export function shortLife(seed: number): ShortLife {
  const random = new Random(seed);
  const line = new Timeline(random, at('2026-01-10') + random.between(0, 80_000));
  const customer = `cus_${seed}`;
  const of = price('price_life', UNIT);
  const rest = () => line.pass(random.chance(0.45) ? 0 : random.between(1, 40 * 86_400));
  let quantity = 1;
  const held = subscription(`sub_${seed}`, customer, [item(`si_${seed}`, of, quantity)], line.now, { quantity });
  const life: ShortLife = { events: line.events, mrr: 0n, refunded: 0n };

  line.happens('customer.subscription.created', held);
  for (let changes = random.between(1, 3); changes > 0; changes -= 1) {
    rest();
    quantity += random.between(1, 5);
    const items = { object: 'list', data: [item(`si_${seed}`, of, quantity)], has_more: false };
    line.change('customer.subscription.updated', held, { items, quantity });
  }
  if (random.chance(0.6)) life.refunded = payAndRefund(line, seed, customer, rest);
  const ends = line.events.length < 8 && random.chance(0.4);
  if (ends) {
    line.pass(random.chance(0.5) ? 0 : 86_400);
    Object.assign(held, { status: 'canceled', ended_at: line.now, canceled_at: line.now });
    line.happens('customer.subscription.deleted', held);
  }
  life.mrr = ends ? 0n : BigInt(UNIT * quantity);
  return life;
}

/** An invoice opened and paid in one second, and its charge, refunded in part. */
function payAndRefund(line: Timeline, seed: number, customer: string, rest: () => void): bigint {
  const bill = invoice(`in_${seed}`, customer, 5000, line.now, {
    status: 'open',
    amount_paid: 0,
    status_transitions: { paid_at: null },
  });
  const paid = charge(`ch_${seed}`, customer, 5000, line.now, { invoice: bill.id });
  line.happens('invoice.finalized', bill);
  const transitions = { paid_at: line.now };
  line.change('invoice.paid', bill, { status: 'paid', amount_paid: 5000, status_transitions: transitions });
  rest();
  line.change('charge.refunded', paid, { amount_refunded: 1500 });
  line.happens('refund.created', refund(`re_${seed}`, paid.id, 1500, line.now));
  return 1500n;
}
