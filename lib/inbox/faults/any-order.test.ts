import { expect, test } from 'vitest';
import { at, item, price, subscription } from '../testing/stripe-objects';
import { finalMrr, foldDigest, foldEvents } from './testing/fold-events';
import { Random } from './testing/random';
import { shortLife } from './testing/short-life';
import { Timeline } from './testing/timeline';

const SEEDS = Number(process.env.HEADWATER_FAULT_SEEDS ?? 1000);

test(`F3 ${SEEDS} lives in any order end as they do in order, and as they truly ended`, () => {
  const wrong: number[] = [];
  let sharing = 0;
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    const life = shortLife(seed);
    expect(life.events.length).toBeLessThanOrEqual(8);
    if (new Set(life.events.map(({ created }) => created)).size < life.events.length) sharing += 1;
    const inOrder = foldEvents(life.events);
    const shuffled = foldEvents(new Random(seed + 1_000_000).shuffle(life.events));
    const refunded = inOrder.entries
      .filter(({ measure }) => measure === 'refund')
      .reduce((sum, { minor }) => sum + minor, 0n);
    const right = finalMrr(inOrder) === life.mrr && refunded === life.refunded;
    if (!right || foldDigest(shuffled) !== foldDigest(inOrder)) wrong.push(seed);
  }
  expect(wrong).toEqual([]);
  expect(sharing).toBeGreaterThan(SEEDS / 2); // the control: most lives do have ties
});

test('F3 an order of event ids alone would be wrong for many of these lives', () => {
  let wrong = 0;
  for (let seed = 1; seed <= 200; seed += 1) {
    const life = shortLife(seed);
    const byId = [...life.events].sort((a, b) => a.created - b.created || (a.id < b.id ? -1 : 1));
    const last = byId.findLast(({ type }) => type.startsWith('customer.subscription'));
    const truth = life.events.findLast(({ type }) => type.startsWith('customer.subscription'));
    if (last?.id !== truth?.id) wrong += 1;
  }
  expect(wrong).toBeGreaterThan(10);
});

test('F4 all 720 orders of six versions of one object, four of them in one second, are one ledger', () => {
  const line = new Timeline(new Random(4), at('2026-03-01'));
  const of = price('price_a', 700);
  const items = (quantity: number) => ({ object: 'list', data: [item('si_1', of, quantity)], has_more: false });
  const held = subscription('sub_1', 'cus_1', items(1).data, line.now, { quantity: 1 });
  line.happens('customer.subscription.created', held);
  line.pass(86_400);
  for (const quantity of [9, 3, 7, 2])
    line.change('customer.subscription.updated', held, { items: items(quantity), quantity });
  line.pass(86_400);
  line.change('customer.subscription.updated', held, { items: items(5), quantity: 5 });

  const orders = permutations(line.events);
  expect(orders).toHaveLength(720);
  expect(new Set(orders.map((events) => foldDigest(foldEvents(events)))).size).toBe(1);
  expect(foldEvents(line.events).spans.map(({ minor }) => minor)).toEqual([700n, 1400n, 3500n]);
});

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((first, index) => permutations(items.toSpliced(index, 1)).map((rest) => [first, ...rest]));
}
