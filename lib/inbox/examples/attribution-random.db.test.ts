import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ATTRIBUTION_MODELS } from '@/lib/ledger/definitions';
import { type Harness, startHarness } from '../testing/harness';
import { at, charge, event, type FakeEvent, refund } from '../testing/stripe-objects';
import { inMonth } from './testing/figures';
import { subscribed } from './testing/lives';
import { click, join } from './testing/touches';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

const METRICS = ['net-revenue', 'refunds', 'mrr', 'sales', 'new-customers'];
const USERS = ['u1', 'u2', 'u3'];
const day = fc.integer({ min: 1, max: 28 }).map((number) => `2026-03-${String(number).padStart(2, '0')}`);
const user = fc.constantFrom(...USERS);
const amount = fc.integer({ min: 1, max: 9999 });

/** Who clicked what when, paid how much, got how much of it back, and pays how much a month. */
const history = fc.record({
  clicks: fc.array(
    fc.record({ user, day, campaign: fc.constantFrom('a', 'b', 'c', ''), linkId: fc.constantFrom('x', 'y', '') }),
    { minLength: 3, maxLength: 10 },
  ),
  payments: fc.array(fc.record({ user, day, amount, back: fc.integer({ min: 0, max: 100 }) }), {
    minLength: 1,
    maxLength: 6,
  }),
  plans: fc.uniqueArray(fc.record({ user, day, amount }), { selector: (plan) => plan.user, maxLength: 2 }),
});
type History = typeof history extends fc.Arbitrary<infer Value> ? Value : never;

const customer = (id: string): FakeEvent =>
  event('customer.created', '2026-03-01', {
    ...{ id: `cus_${id}`, object: 'customer', created: at('2026-03-01') },
    ...{ email: null, name: null, metadata: { user_id: id } },
  });

async function play({ clicks, payments, plans }: History): Promise<void> {
  await harness.reset();
  for (const [index, { user: of, day: when, ...from }] of clicks.entries())
    await click(`click_${index}`, when, from, `v:${of}`);
  for (const id of USERS) await join(`v:${id}`, `id:${id}`);
  const paid = payments.flatMap(({ user: of, day: when, amount: minor, back }, index): FakeEvent[] => {
    const given = Math.floor((minor * back) / 100);
    const id = `ch_${index}`;
    return [
      event('charge.succeeded', when, charge(id, `cus_${of}`, minor, when)),
      ...(given > 0 ? [event('refund.created', when, refund(`re_${index}`, id, given, when))] : []),
    ];
  });
  const plansOf = plans.map((plan) =>
    subscribed({ customer: `cus_${plan.user}`, amount: plan.amount, since: plan.day }),
  );
  await harness.deliver(...USERS.map(customer), ...paid, ...plansOf);
}

test('B12 what is attributed and what is not sum to the revenue, under every model, and so do their rows', async () => {
  await fc.assert(
    fc.asyncProperty(history, async (story) => {
      await play(story);
      const wholes = await Promise.all(METRICS.map((metric) => inMonth(harness.account, metric, '2026-03')));
      for (const attributionModel of ATTRIBUTION_MODELS)
        for (const [index, metric] of METRICS.entries())
          for (const breakdown of ['campaign', 'link'] as const) {
            const { value, by } = await inMonth(harness.account, metric, '2026-03', { attributionModel, breakdown });
            const sum = Object.values(by).reduce<number>((all, part) => all + (part ?? 0), 0);
            const whole = wholes[index]?.value;
            expect({ metric, attributionModel, value, sum }).toEqual({
              metric,
              attributionModel,
              value: whole,
              sum: whole,
            });
          }
    }),
    { numRuns: 3, endOnFailure: true },
  );
});
