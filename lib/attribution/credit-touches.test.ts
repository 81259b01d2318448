import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ATTRIBUTION_MODELS } from '@/lib/ledger/definitions';
import { creditTouches } from './credit-touches';
import { splitCredit } from './split-credit';
import type { Touch } from './types';

const DAY = 24 * 60 * 60 * 1000;

const touch = (id: string, day: number, of: Partial<Touch> = {}): Touch => ({
  ...{ id, at: day * DAY, isDirect: false },
  ...{ campaign: '', source: id, medium: '', link: '', partner: '' },
  ...of,
});
const [A, B] = [touch('a', 1), touch('b', 5)];

const credited = (model: (typeof ATTRIBUTION_MODELS)[number], touches: Touch[], sale: number | null = 6) =>
  Object.fromEntries(
    creditTouches(touches, sale === null ? null : sale * DAY, { model, windowDays: 90 })?.shares.map(
      ({ touch: id, weight }) => [id, weight],
    ) ?? [],
  );

describe('B12-5 BY-36 a click on A on day 1 and on B on day 5, and a sale on day 6', () => {
  test('last touch credits B, first touch A', () => {
    expect(credited('last_touch', [A, B])).toEqual({ b: '1' });
    expect(credited('first_touch', [A, B])).toEqual({ a: '1' });
  });
  test('linear credits half each, the odd cent to the earlier', () => {
    const shares = creditTouches([A, B], 6 * DAY, { model: 'linear', windowDays: 90 })?.shares ?? [];
    expect(splitCredit(9999n, shares)).toEqual([5000n, 4999n]);
    expect(splitCredit(-9999n, shares)).toEqual([-5000n, -4999n]);
  });
});

test('B12-6 BY-37 a click 91 days before the sale is outside a window of 90, and one of 90 days inside', () => {
  expect(creditTouches([touch('a', 0)], 91 * DAY, { model: 'last_touch', windowDays: 90 })).toBeNull();
  expect(creditTouches([touch('a', 1)], 91 * DAY, { model: 'last_touch', windowDays: 90 })).not.toBeNull();
});

test('B12 BY-38 no touch after the first sale changes what it is credited to', () => {
  for (const model of ATTRIBUTION_MODELS)
    expect(credited(model, [A, B, touch('late', 7)])).toEqual(credited(model, [A, B]));
});

test('before there is a sale, the window ends with the last touch', () => {
  expect(credited('first_touch', [touch('old', 0), touch('a', 100), touch('b', 120)], null)).toEqual({ a: '1' });
});

test('last non-direct passes over visits that came directly, unless there is no other', () => {
  const direct = touch('direct', 5, { isDirect: true });
  expect(credited('last_non_direct', [A, direct])).toEqual({ a: '1' });
  expect(credited('last_touch', [A, direct])).toEqual({ direct: '1' });
  expect(credited('last_non_direct', [direct])).toEqual({ direct: '1' });
});

test('by position the first and the last have 40 % each, those between share the rest', () => {
  const four = [A, touch('x', 2), touch('y', 3), B];
  expect(credited('position_based', four)).toEqual({ a: '4', x: '1', y: '1', b: '4' });
  expect(credited('position_based', [A, B])).toEqual({ a: '1', b: '1' });
  expect(credited('position_based', [A])).toEqual({ a: '1' });
});

test('by time a touch counts half as much for each week before the sale', () => {
  const weights = credited('time_decay', [touch('now', 20), touch('week', 13), touch('two', 6)], 20);
  expect(BigInt(weights.now ?? 0)).toBe(2n * BigInt(weights.week ?? 0));
  expect(BigInt(weights.week ?? 0)).toBe(2n * BigInt(weights.two ?? 0));
  expect(Object.keys(credited('time_decay', [touch('far', 0), touch('now', 365)], 365))).toEqual(['now']);
  const year = creditTouches([touch('far', 0)], 365 * DAY, { model: 'time_decay', windowDays: 365 });
  expect(year?.shares).toHaveLength(1);
});

test('B12 under every model the parts of a sale sum to it, whatever the order and repetition of touches', () => {
  const touches = fc.uniqueArray(
    fc.record({ id: fc.string({ minLength: 1, maxLength: 3 }), day: fc.integer({ min: 0, max: 120 }) }),
    { selector: ({ id }) => id, maxLength: 8 },
  );
  fc.assert(
    fc.property(
      touches,
      fc.constantFrom(...ATTRIBUTION_MODELS),
      fc.bigInt({ min: -1_000_000_000_000n, max: 1_000_000_000_000n }),
      (list, model, minor) => {
        const all = list.map(({ id, day }) => touch(id, day));
        const rule = { model, windowDays: 90 };
        const found = creditTouches(all, 100 * DAY, rule);
        expect(creditTouches([...all, ...all].reverse(), 100 * DAY, rule)).toEqual(found);
        if (found === null) return;
        const parts = splitCredit(minor, found.shares);
        expect(parts.reduce((sum, part) => sum + part, 0n)).toBe(minor);
        expect(splitCredit(-minor, found.shares)).toEqual(parts.map((part) => -part));
      },
    ),
  );
});
