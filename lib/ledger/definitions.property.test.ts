import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays } from '@/lib/calendar/days';
import {
  discount,
  event,
  type FakeEvent,
  invoice,
  item,
  line,
  price,
  subscription,
} from '@/lib/inbox/testing/stripe-objects';
import { rateTable } from '@/lib/money/rates';
import type { Definitions } from './definitions';
import { deriveLevels } from './derive-levels';
import { foldOwner } from './fold-owner';
import type { MrrSpan } from './mrr-spans';
import { contextOf, versionsOf } from './testing/fold-events';

const definitions: fc.Arbitrary<Definitions> = fc.record({
  weekBasis: fc.constantFrom('12/52', '12/48', '84/365'),
  dayBasis: fc.constantFrom('12/365', '1/30'),
  discounts: fc.constantFrom('recurring', 'none', 'forever', 'all'),
  usage: fc.constantFrom('none', 'last_closed_invoice', 'trailing_3_invoices_average'),
  inclusiveTax: fc.constantFrom('excluded', 'included'),
  mrrFx: fc.constantFrom('rate_at_t', 'locked_at_start'),
  activeFrom: fc.constantFrom('status', 'first_payment'),
  pastDueGraceDays: fc.constantFrom(null, 0, 5, 90),
  pausedCollection: fc.constantFrom('auto', 'in', 'out'),
  churnAt: fc.constantFrom('ended', 'requested'),
  convertedWithinDays: fc.constantFrom(null, 7),
  refundUnconverts: fc.constantFrom(null, 14),
  freeConversionCounts: fc.boolean(),
  trialsPerCustomer: fc.constantFrom('first', 'all'),
  revenueTiming: fc.constant('paid'),
  saleFx: fc.constant('sale_date'),
  attributionModel: fc.constant('last_touch'),
  attributionWindowDays: fc.constant(90),
  trialsAsLeads: fc.constant(false),
  quantityAsLeads: fc.constant(false),
});

const DAY = 86_400;
const START = Date.parse('2026-01-01T06:00:00Z') / 1000;
const on = (day: number) => START + day * DAY;

const patch = fc.oneof(
  fc.record({ status: fc.constantFrom('active', 'past_due', 'unpaid', 'trialing') }),
  fc.record({ pause_collection: fc.constantFrom(null, { behavior: 'void' }, { behavior: 'keep_as_draft' }) }),
  fc.constant({ cancel_at_period_end: false, canceled_at: null }),
  fc.integer({ min: 0, max: 90 }).map((day) => ({ cancel_at_period_end: true, canceled_at: on(day) })),
  fc.record({ discounts: fc.constantFrom('none', 'forever', 'repeating', 'once') }).map(({ discounts: duration }) => ({
    discounts:
      duration === 'none'
        ? []
        : [
            discount(
              `di_${duration}`,
              { percent_off: 30, duration },
              { start: on(10), end: duration === 'repeating' ? on(70) : null },
            ),
          ],
  })),
);

/** A subscription of a plan by the week and a metered item, in euros or dollars, whose state changes; with its invoices. */
const life: fc.Arbitrary<FakeEvent[]> = fc
  .record({
    currency: fc.constantFrom('usd', 'eur'),
    steps: fc.array(fc.record({ day: fc.integer({ min: 1, max: 100 }), patch }), { maxLength: 6 }),
    bills: fc.array(fc.record({ day: fc.integer({ min: 0, max: 100 }), amount: fc.integer({ min: 0, max: 9000 }) }), {
      maxLength: 4,
    }),
    interval: fc.constantFrom('day', 'week', 'month', 'year'),
  })
  .map(({ currency, steps, bills, interval }) => {
    const items = [
      item('si_1', price('price_a', 4321, interval, { currency })),
      item('si_2', price('price_m', 0, 'month', { currency, usage_type: 'metered' })),
    ];
    const rates = [{ id: 'txr_1', object: 'tax_rate', inclusive: true, percentage: 20 }];
    let state = subscription('sub_1', 'cus_1', items, on(0), { currency, default_tax_rates: rates });
    const events = [event('customer.subscription.created', on(0), state)];
    for (const { day, patch: change } of [...steps].sort((a, b) => a.day - b.day)) {
      const previous = Object.fromEntries(Object.keys(change).map((key) => [key, state[key]]));
      state = { ...state, ...change };
      events.push(event('customer.subscription.updated', on(day), state, { previous }));
    }
    for (const [index, { day, amount }] of bills.entries()) {
      const lines = [line(`il_${index}`, amount, { price: 'price_m' })];
      const billed = { currency, subscription: 'sub_1', lines };
      events.push(event('invoice.paid', on(day), invoice(`in_${index}`, 'cus_1', amount, on(day), billed)));
    }
    return events;
  });

const rates = rateTable([{ base: 'eur', quote: 'usd', day: '2026-01-01', rate: '1.1' }]);
const fold = (events: readonly FakeEvent[], chosen: Definitions) => {
  const versions = versionsOf(events);
  return foldOwner(versions, contextOf(versions, { definitions: chosen, rates }));
};

const DAYS = Array.from({ length: 140 }, (_, day) => addDays('2026-01-01', day));
const held = (spans: readonly MrrSpan[], day: string) =>
  spans.filter(({ from, to }) => from <= day && (to === null || to > day));
const sum = (spans: readonly { minor: bigint }[]) => spans.reduce((total, { minor }) => total + minor, 0n);

describe('B1 whatever counts', () => {
  test('B1 MRR without what is scheduled to end is MRR by the day of the request', () => {
    fc.assert(
      fc.property(life, definitions, (events, chosen) => {
        const { spans, beside } = fold(events, { ...chosen, churnAt: 'ended' });
        const other = fold(events, { ...chosen, churnAt: 'requested' }).spans;
        const ending = beside.filter(({ series }) => series === 'ending');
        for (const day of DAYS) expect(sum(held(spans, day)) - sum(held(ending, day))).toBe(sum(held(other, day)));
      }),
      { numRuns: 150 },
    );
  });

  test('B1 MRR with items at their list price is MRR without discounts', () => {
    fc.assert(
      fc.property(life, definitions, (events, chosen) => {
        const { spans, beside } = fold(events, chosen);
        const other = fold(events, { ...chosen, discounts: 'none' }).spans;
        const of = (name: string) => beside.filter(({ series }) => series === name);
        for (const day of DAYS) {
          const discounted = sum(held(of('discounted'), day));
          expect(sum(held(spans, day)) - discounted + sum(held(of('list'), day))).toBe(sum(held(other, day)));
        }
      }),
      { numRuns: 150 },
    );
  });

  test('B1 what a series takes out of MRR is in it, leaf by leaf, and its steps sum to it', () => {
    fc.assert(
      fc.property(life, definitions, (events, chosen) => {
        const { spans, beside } = fold(events, chosen);
        const steps = deriveLevels(beside);
        for (const day of DAYS) {
          const leaves = new Map(
            held(spans, day).map(({ itemId, minor, currency }) => [itemId, `${minor} ${currency}`]),
          );
          for (const { series, itemId, minor, currency } of held(beside, day)) {
            if (['ending', 'discounted', 'usage'].includes(series))
              expect(leaves.get(itemId)).toBe(`${minor} ${currency}`);
          }
          for (const series of ['trial', 'usage', 'ending', 'discounted', 'list'] as const) {
            const stepped = steps.filter((step) => step.measure === `level_${series}` && step.day <= day);
            expect(sum(stepped)).toBe(
              sum(
                held(
                  beside.filter((span) => span.series === series),
                  day,
                ),
              ),
            );
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  test('F3 the order in which the facts arrive changes nothing', () => {
    const told = (value: unknown) =>
      JSON.stringify(value, (key, one) => (key === 'knownAt' ? undefined : typeof one === 'bigint' ? `${one}` : one));
    fc.assert(
      fc.property(
        life.chain((events) =>
          fc.record({
            events: fc.constant(events),
            arrived: fc.shuffledSubarray(events, { minLength: events.length }),
          }),
        ),
        definitions,
        ({ events, arrived }, chosen) => {
          expect(told(fold(arrived, chosen))).toBe(told(fold(events, chosen)));
        },
      ),
      { numRuns: 150 },
    );
  });
});
