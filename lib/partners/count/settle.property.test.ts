import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Book, type Booked, someContext, someRule, someSale } from '../testing/book';

const NET = 9_973n;
type Step = { refund: bigint } | { to: string[] } | 'pay' | 'fraud' | 'release' | 'accept' | 'dismiss' | 'again';

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ refund: fc.bigInt({ min: 1n, max: 6000n }) }),
  fc.record({ to: fc.array(fc.constantFrom('a', 'b', ''), { minLength: 1, maxLength: 3 }) }),
  fc.constantFrom('pay' as const, 'fraud' as const, 'release' as const),
  fc.constantFrom('accept' as const, 'dismiss' as const, 'again' as const),
);
const rule = fc
  .constantFrom('20', '12.5', '33.3333', '0.0001', '100')
  .map((percent) => someRule({ reward: { kind: 'percent', percent } }));

/** Goes through a life of one sale; after each step nothing is left to be booked. */
function live(book: Book, steps: readonly Step[], check: (step: Step) => void) {
  let back = 0n;
  let partners = ['a'];
  const sale = () => someSale(NET, { back, shares: partners.map((partner) => ({ partner, link: '', weight: '1' })) });
  book.settle(sale());
  for (const one of steps) {
    if (one === 'pay') book.pay();
    else if (one === 'fraud') book.decide('fraud');
    else if (one === 'release') book.decide('released');
    else if (one === 'accept' || one === 'dismiss') book.answer(one === 'accept');
    else if (typeof one === 'object' && 'refund' in one) back = back + one.refund > NET ? NET : back + one.refund;
    else if (typeof one === 'object') partners = one.to;
    book.settle(sale());
    expect(book.settle(sale())).toBe(0);
    check(one);
  }
}

test('the lines of a commission sum to what is earned, and what was paid never changes', () => {
  fc.assert(
    fc.property(rule, fc.array(step, { maxLength: 12 }), (given, steps) => {
      const book = new Book(someContext(given));
      const sum = (lines: readonly Booked[]) => lines.reduce((total, { amount }) => total + amount, 0n);
      const paid = () => [...book.lines].map(([key, lines]) => [key, sum(lines.filter((line) => line.paid))] as const);
      let before = new Map(paid());
      live(book, steps, (done) => {
        for (const [key, { earnings }] of book.stored) {
          expect(earnings).toBeGreaterThanOrEqual(0n);
          expect(sum(book.lines.get(key) ?? [])).toBe(earnings);
        }
        if (done !== 'pay') for (const [key, amount] of paid()) expect(amount).toBe(before.get(key) ?? 0n);
        before = new Map(paid());
      });
    }),
    { numRuns: 200 },
  );
});

test('whenever refunds are learned of, in whatever parts, the same is left; paid or not', () => {
  const refunds = fc.array(fc.bigInt({ min: 0n, max: 3000n }), { maxLength: 5 });
  fc.assert(
    fc.property(rule, refunds, fc.nat(5), (given, parts, paidAfter) => {
      const whole = parts.reduce((a, b) => a + b, 0n);
      const total = whole > NET ? NET : whole;
      const atOnce = new Book(someContext(given));
      atOnce.settle(someSale(NET, { back: total }));
      const stepwise = new Book(someContext(given));
      let back = 0n;
      stepwise.settle(someSale(NET));
      for (const [index, part] of parts.entries()) {
        if (index === paidAfter) stepwise.pay();
        back = back + part > NET ? NET : back + part;
        stepwise.settle(someSale(NET, { back }));
      }
      expect(stepwise.of()?.earnings).toBe(atOnce.of()?.earnings);
      if (total === NET) expect(atOnce.of()?.earnings).toBe(0n);
    }),
    { numRuns: 200 },
  );
});
