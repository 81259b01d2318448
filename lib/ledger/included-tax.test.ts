import { describe, expect, test } from 'vitest';
import { at, event, invoice, item, line, price, subscription } from '@/lib/inbox/testing/stripe-objects';
import { foldEvents } from './testing/fold-events';

const START = '2026-01-01';
const taxed = { automatic_tax: { enabled: true } };

/** One line of the subscription's item with so much tax within (or on top of) it. */
const bill = (id: string, when: string, amount: number, tax: number, tax_behavior = 'inclusive', proration = false) => {
  const parent = {
    type: 'subscription_item_details',
    subscription_item_details: { subscription: 'sub_1', subscription_item: 'si_1', proration },
  };
  const lines = [line(`il_${id}`, amount, { parent, taxes: [{ amount: tax, tax_behavior }] })];
  const of = { parent: { type: 'subscription_details', subscription_details: { subscription: 'sub_1' } } };
  return event('invoice.paid', when, invoice(`in_${id}`, 'cus_1', amount, when, { ...of, lines }));
};
const state = (type: 'created' | 'updated', when: string, amount = 12_000, extra: object = taxed) =>
  event(
    `customer.subscription.${type}`,
    when,
    subscription('sub_1', 'cus_1', [item('si_1', price('price_a', amount, 'month'))], START, { ...extra }),
  );
const spans = (...events: Parameters<typeof foldEvents>[0]) =>
  foldEvents(events).spans.map(({ from, minor }) => `${from} ${minor}`);

describe('B1 rule 3, where Stripe finds the tax by itself and only invoices tell', () => {
  test('B1-17 the 2000 within 12000 that were billed are taken out; what came on top never was in it', () => {
    expect(spans(state('created', START), bill('1', START, 12_000, 2_000))).toEqual(['2026-01-01 10000']);
    expect(spans(state('created', START), bill('1', START, 12_000, 2_400, 'exclusive'))).toEqual(['2026-01-01 12000']);
  });

  test('the share that was billed is that of a price that has changed since', () => {
    const events = [state('created', START), bill('1', START, 12_000, 2_000), state('updated', '2026-01-11', 24_000)];
    expect(spans(...events)).toEqual(['2026-01-01 10000', '2026-01-11 20000']);
  });

  test('the rounded tax of a proration is no measure, unless there is no other', () => {
    const part = bill('2', '2026-01-11', 5, 1, 'inclusive', true);
    const later = [part, state('updated', '2026-01-11')];
    expect(spans(state('created', START), bill('1', START, 12_000, 2_000), ...later)).toEqual(['2026-01-01 10000']);
    expect(spans(state('created', START), ...later)).toEqual(['2026-01-01 9600']);
  });

  test('a customer who moves is taxed as billed from then on', () => {
    const moved = '2026-02-01';
    const events = [state('created', START), bill('1', START, 12_000, 2_000), state('updated', moved)];
    expect(spans(...events, bill('2', moved, 12_000, 0))).toEqual(['2026-01-01 10000', '2026-02-01 12000']);
  });

  test('before the first bill it is as in the first bill, whichever event comes first', () => {
    const trial = { ...taxed, status: 'trialing', trial_start: at(START), trial_end: at('2026-01-15') };
    const events = [
      state('created', START, 12_000, trial),
      bill('0', START, 0, 0),
      state('updated', '2026-01-15'),
      bill('1', '2026-01-15', 12_000, 2_000),
    ];
    for (const told of [events, events.toReversed()]) {
      const { beside } = foldEvents(told);
      expect(beside.map(({ series, minor }) => [series, minor])).toContainEqual(['trial', 10_000n]);
      expect(spans(...told)).toEqual(['2026-01-15 10000']);
    }
  });

  test('without automatic tax the invoices are not asked', () => {
    expect(spans(state('created', START, 12_000, {}), bill('1', START, 12_000, 2_000))).toEqual(['2026-01-01 12000']);
  });
});
