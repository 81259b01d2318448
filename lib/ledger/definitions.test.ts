import { describe, expect, test } from 'vitest';
import { at, discount, event, invoice, item, line, price, subscription } from '@/lib/inbox/testing/stripe-objects';
import { rateTable } from '@/lib/money/rates';
import { DEFAULT_DEFINITIONS, type Definitions } from './definitions';
import type { MrrSpan } from './mrr-spans';
import { foldEvents } from './testing/fold-events';

const START = '2026-01-10';

type Chosen = Partial<Definitions>;
const under = (chosen: Chosen) => ({ definitions: { ...DEFAULT_DEFINITIONS, ...chosen } });
const told = (spans: readonly MrrSpan[]) =>
  spans.map(({ from, to, minor, endReason }) => `${from}…${to ?? ''} ${minor}${endReason ? ` ${endReason}` : ''}`);

const monthly = (amount: number, extra = {}) => [item('si_1', price('price_a', amount, 'month', extra))];
const created = (items: unknown[], extra: Record<string, unknown> = {}, when = START) =>
  event('customer.subscription.created', when, subscription('sub_1', 'cus_1', items, when, extra));
const changed = (when: string, items: unknown[], extra: Record<string, unknown> = {}) =>
  event('customer.subscription.updated', when, subscription('sub_1', 'cus_1', items, START, extra));
const bill = (id: string, when: string, total: number, extra: Record<string, unknown> = {}) =>
  event('invoice.paid', when, invoice(id, 'cus_1', total, when, { subscription: 'sub_1', ...extra }));

const spansOf = (events: ReturnType<typeof event>[], chosen: Chosen = {}) =>
  told(foldEvents(events, under(chosen)).spans);

describe('B1 weeks and days in a month', () => {
  const leaf = (interval: string, count: number, chosen: Chosen) => {
    const items = [item('si_1', price('price_a', 1000, interval, { interval_count: count }))];
    return foldEvents([created(items)], under(chosen)).spans[0];
  };

  test.each<[string, string, number, Chosen, number, string]>([
    ['B1-3', 'week', 1, { weekBasis: '12/52' }, 4333, '10.00 × 1 × 52 ÷ 12'],
    ['B1-3', 'week', 1, { weekBasis: '12/48' }, 4000, '10.00 × 1 × 48 ÷ 12'],
    ['B1-3', 'week', 1, { weekBasis: '84/365' }, 4345, '10.00 × 1 × 365 ÷ 84'],
    ['B1-5', 'week', 4, { weekBasis: '12/52' }, 1083, '10.00 × 1 × 52 ÷ 48'],
    ['B1-5', 'week', 4, { weekBasis: '12/48' }, 1000, '10.00 × 1 × 48 ÷ 48'],
    ['B1-7', 'day', 30, { dayBasis: '12/365' }, 1014, '10.00 × 1 × 365 ÷ 360'],
    ['B1-7', 'day', 30, { dayBasis: '1/30' }, 1000, '10.00 × 1 × 30 ÷ 30'],
  ])('%s 1000 every %s × %i under %j is %i', (_id, interval, count, chosen, minor, arithmetic) => {
    expect(leaf(interval, count, chosen)).toMatchObject({ minor: BigInt(minor), arithmetic });
  });
});

describe('B1-19 1500 a month, 1400 off once', () => {
  const once = {
    discounts: [discount('di_1', { amount_off: 1400, currency: 'usd', duration: 'once' }, { start: at(START) })],
  };
  const life = [created(monthly(1500), once)];

  test('B1-19 does not change MRR', () => {
    expect(spansOf(life)).toEqual(['2026-01-10… 1500']);
  });

  test('B1-19 discounts=all: 100 until the end of the period', () => {
    expect(spansOf(life, { discounts: 'all' })).toEqual(['2026-01-10…2026-02-10 100', '2026-02-10… 1500']);
  });

  test('B1-19 discounts=all: 100 until the next invoice, when that comes sooner', () => {
    const next = bill('in_2', '2026-02-01', 1500);
    expect(spansOf([...life, bill('in_1', START, 100), next], { discounts: 'all' })).toEqual([
      '2026-01-10…2026-02-01 100',
      '2026-02-01… 1500',
    ]);
  });

  test('B1-19 discounts=all: it still counts when the invoice that used it took it off the subscription', () => {
    const used = [line('il_1', 1500, { discount_amounts: [{ discount: 'di_1', amount: 1400 }] })];
    const gone = event('customer.discount.deleted', START, {
      ...discount('di_1', { amount_off: 1400, currency: 'usd', duration: 'once' }, { start: at(START) }),
      customer: 'cus_1',
      subscription: 'sub_1',
    });
    const events = [
      bill('in_1', START, 100, { lines: used }),
      ...life,
      gone,
      event('customer.subscription.updated', START, subscription('sub_1', 'cus_1', monthly(1500), START), {
        previous: { discounts: once.discounts },
      }),
    ];
    expect(spansOf(events, { discounts: 'all' })).toEqual(['2026-01-10…2026-02-10 100', '2026-02-10… 1500']);
    expect(spansOf(events)).toEqual(['2026-01-10… 1500']);
  });

  test('B1-19 discounts=all: taken off before any invoice used it, it is gone', () => {
    const events = [...life, changed('2026-01-20', monthly(1500))];
    expect(spansOf(events, { discounts: 'all' })).toEqual(['2026-01-10…2026-01-20 100', '2026-01-20… 1500']);
  });

  test('B1-19 77 such subscriptions are $1,155, not $77', () => {
    const [span] = foldEvents(life, under({})).spans;
    expect((span?.minor ?? 0n) * 77n).toBe(115_500n);
  });

  test.each<[Definitions['discounts'], number]>([
    ['none', 5000],
    ['forever', 4000],
    ['recurring', 2000],
    ['all', 1000],
  ])('B1 rule 2 discounts=%s leaves %i of 5000, 20 %% forever, 50 %% repeating and 1000 once', (discounts, minor) => {
    const start = { start: at(START) };
    const stacked = [
      discount('di_1', { percent_off: 20 }, start),
      discount('di_2', { percent_off: 50, duration: 'repeating' }, { ...start, end: at('2026-07-10') }),
      discount('di_3', { amount_off: 1000, currency: 'usd', duration: 'once' }, start),
    ];
    expect(foldEvents([created(monthly(5000), { discounts: stacked })], under({ discounts })).spans[0]?.minor).toBe(
      BigInt(minor),
    );
  });
});

describe('B1 which subscriptions count', () => {
  const ending = { cancel_at_period_end: true, canceled_at: at('2026-03-15'), cancel_at: at('2026-04-10') };
  const ended = { status: 'canceled', ended_at: at('2026-04-10'), canceled_at: at('2026-03-15') };

  test('B1 activeFrom=first_payment: from the first paid invoice that is not 0', () => {
    const life = [created(monthly(5000)), bill('in_0', START, 0), bill('in_1', '2026-01-14', 5000)];
    expect(spansOf(life)).toEqual(['2026-01-10… 5000']);
    expect(spansOf(life, { activeFrom: 'first_payment' })).toEqual(['2026-01-14… 5000']);
    expect(spansOf(life.slice(0, 2), { activeFrom: 'first_payment' })).toEqual([]);
  });

  test('B1 pastDueGraceDays: out when the days are over, as involuntary churn; back with the payment', () => {
    const life = [
      created(monthly(5000)),
      changed('2026-02-10', monthly(5000), { status: 'past_due' }),
      changed('2026-02-14', monthly(5000), { status: 'past_due' }),
      changed('2026-03-01', monthly(5000), { status: 'active' }),
    ];
    expect(spansOf(life)).toEqual(['2026-01-10… 5000']);
    expect(spansOf(life, { pastDueGraceDays: 7 })).toEqual([
      '2026-01-10…2026-02-17 5000 involuntary',
      '2026-03-01… 5000',
    ]);
    expect(spansOf(life, { pastDueGraceDays: 0 })[0]).toBe('2026-01-10…2026-02-10 5000 involuntary');
    expect(spansOf(life, { pastDueGraceDays: 30 })).toEqual(['2026-01-10… 5000']);
  });

  test('B1 pastDueGraceDays of a subscription first seen when it was late: from then', () => {
    const seen = [changed('2026-02-10', monthly(5000), { status: 'past_due' })];
    expect(spansOf(seen, { pastDueGraceDays: 7 }).at(-1)).toBe('2026-02-10…2026-02-17 5000 involuntary');
  });

  test.each<[Definitions['pausedCollection'], string, boolean]>([
    ['auto', 'void', false],
    ['auto', 'mark_uncollectible', false],
    ['auto', 'keep_as_draft', true],
    ['in', 'void', true],
    ['out', 'keep_as_draft', false],
  ])('B1 pausedCollection=%s with %s counts: %s', (pausedCollection, behavior, counts) => {
    const life = [created(monthly(5000), { pause_collection: { behavior, resumes_at: null } })];
    expect(spansOf(life, { pausedCollection })).toHaveLength(counts ? 1 : 0);
  });

  test('B3-3 churnAt=requested: out on the day it was asked for, as voluntary churn; taken back, it is in again', () => {
    const life = [created(monthly(5000)), changed('2026-03-15', monthly(5000), ending)];
    expect(spansOf(life)).toEqual(['2026-01-10… 5000']);
    expect(spansOf(life, { churnAt: 'requested' })).toEqual(['2026-01-10…2026-03-15 5000 voluntary']);
    const kept = [...life, changed('2026-04-01', monthly(5000))];
    expect(spansOf(kept, { churnAt: 'requested' })).toEqual([
      '2026-01-10…2026-03-15 5000 voluntary',
      '2026-04-01… 5000',
    ]);
  });

  test('B3-3 churnAt=requested of a subscription first seen when it had ended: from canceled_at', () => {
    const gone = event(
      'customer.subscription.deleted',
      '2026-04-10',
      subscription('sub_1', 'cus_1', monthly(5000), START, ended),
    );
    expect(spansOf([gone], { churnAt: 'requested' })).toEqual(['2026-01-10…2026-03-15 5000 voluntary']);
    expect(spansOf([gone])).toEqual(['2026-01-10…2026-04-10 5000 voluntary']);
  });
});

describe('B1 tax, usage and exchange rates', () => {
  const vat = { id: 'txr_1', object: 'tax_rate', inclusive: true, percentage: 20 };

  test('B1-17 inclusiveTax=included: 12000 with 20 % in it is 12000', () => {
    const life = [created(monthly(12000), { default_tax_rates: [vat] })];
    expect(spansOf(life)).toEqual(['2026-01-10… 10000']);
    expect(spansOf(life, { inclusiveTax: 'included' })).toEqual(['2026-01-10… 12000']);
  });

  test('B1 rule 4 usage: what the latest closed invoices billed, from the day of each', () => {
    const metered = monthly(0, { usage_type: 'metered' });
    const used = (id: string, when: string, amount: number) =>
      bill(id, when, amount, { lines: [line(`il_${id}`, amount)] });
    const life = [created(metered), used('in_1', '2026-02-10', 3000), used('in_2', '2026-03-10', 6000)];
    expect(spansOf(life)).toEqual([]);
    expect(spansOf(life, { usage: 'last_closed_invoice' })).toEqual(['2026-02-10…2026-03-10 3000', '2026-03-10… 6000']);
    expect(spansOf(life, { usage: 'trailing_3_invoices_average' })).toEqual([
      '2026-02-10…2026-03-10 3000',
      '2026-03-10… 4500',
    ]);
    const { spans, beside } = foldEvents(life, under({ usage: 'trailing_3_invoices_average' }));
    expect(spans.at(-1)?.arithmetic).toBe('(30.00 + 60.00) ÷ 2 metered');
    expect(told(beside.filter(({ series }) => series === 'usage'))).toEqual(told(spans));
  });

  test('B1 usage: the invoice of nothing that a subscription begins with is no month', () => {
    const metered = monthly(0, { usage_type: 'metered' });
    const bills = [bill('in_0', START, 0, { lines: [line('il_0', 0)] }), bill('in_1', '2026-02-10', 3300)];
    expect(spansOf([created(metered), ...bills], { usage: 'trailing_3_invoices_average' })).toEqual([
      '2026-02-10… 3300',
    ]);
  });

  test('B1 usage: a fourth invoice pushes the first out of the average', () => {
    const metered = monthly(0, { usage_type: 'metered' });
    const months = ['2026-02-10', '2026-03-10', '2026-04-10', '2026-05-10'];
    const bills = months.map((when, index) =>
      bill(`in_${index}`, when, 1000 * (index + 1), { lines: [line(`il_${index}`, 1000 * (index + 1))] }),
    );
    expect(spansOf([created(metered), ...bills], { usage: 'trailing_3_invoices_average' }).at(-1)).toBe(
      '2026-05-10… 3000',
    );
  });

  test('B1 mrrFx=locked_at_start: at the rate of its first day for good; without one, at that of each day, and said so', () => {
    const euro = [created(monthly(10000, { currency: 'eur' }), { currency: 'eur' })];
    const rates = rateTable([{ base: 'eur', quote: 'usd', day: START, rate: '1.08' }]);
    const locked = foldEvents(euro, { ...under({ mrrFx: 'locked_at_start' }), rates });
    expect(locked.spans[0]).toMatchObject({
      currency: 'usd',
      minor: 10800n,
      arithmetic: '(100.00 × 1) × 1.08 (EUR on 2026-01-10)',
    });
    const none = foldEvents(euro, under({ mrrFx: 'locked_at_start' }));
    expect(none.spans[0]).toMatchObject({ currency: 'eur', minor: 10000n });
    expect(none.issues).toMatchObject([{ kind: 'missing_rate', objectId: 'sub_1' }]);
  });
});

describe('B1 series beside MRR', () => {
  const beside = (events: ReturnType<typeof event>[], name: string) =>
    told(foldEvents(events, under({})).beside.filter(({ series }) => series === name));

  test('B1 BY-05 trial: what a trial would contribute, while it lasts', () => {
    const trial = { status: 'trialing', trial_start: at(START), trial_end: at('2026-01-24') };
    const life = [created(monthly(4000), trial), changed('2026-01-24', monthly(4000), { ...trial, status: 'active' })];
    expect(beside(life, 'trial')).toEqual(['2026-01-10…2026-01-24 4000']);
    expect(spansOf(life)).toEqual(['2026-01-24… 4000']);
  });

  test('B3-2 ending: from the day a cancellation is asked for until it is taken back', () => {
    const ending = { cancel_at_period_end: true, canceled_at: at('2026-03-15') };
    const life = [
      created(monthly(5000)),
      changed('2026-03-15', monthly(5000), ending),
      changed('2026-04-01', monthly(5000)),
    ];
    expect(beside(life, 'ending')).toEqual(['2026-03-15…2026-04-01 5000']);
  });

  test('B1 list price: items under a discount as they are and as they would be; others not at all', () => {
    const items = [
      item('si_1', price('price_a', 5000), 1, { discounts: [discount('di_1', { percent_off: 20 })] }),
      item('si_2', price('price_b', 1000)),
    ];
    expect(beside([created(items)], 'discounted')).toEqual(['2026-01-10… 4000']);
    expect(beside([created(items)], 'list')).toEqual(['2026-01-10… 5000']);
  });
});
