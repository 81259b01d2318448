import { describe, expect, test } from 'vitest';
import { at, event, type FakeEvent, item, price, subscription } from '@/lib/inbox/testing/stripe-objects';
import type { Entry } from './entry';
import { foldEvents } from './testing/fold-events';

const monthly = (amount: number, name = 'a') => item(`si_${name}`, price(`price_${name}${amount}`, amount));
const sub = (id: string, amount: number, when: string, extra: Record<string, unknown> = {}) =>
  subscription(id, 'cus_1', [{ ...monthly(amount), id: `si_${id}` }], when, extra);
const created = (id: string, amount: number, when: string) =>
  event('customer.subscription.created', when, sub(id, amount, when));
const changed = (id: string, amount: number, since: string, when: string, extra: Record<string, unknown> = {}) =>
  event('customer.subscription.updated', when, sub(id, amount, since, extra));
const ended = (id: string, amount: number, since: string, when: string, reason = 'cancellation_requested') =>
  event(
    'customer.subscription.deleted',
    when,
    sub(id, amount, since, {
      status: 'canceled',
      ended_at: at(when),
      canceled_at: at(when),
      cancellation_details: { reason },
    }),
  );

const movementsOf = (entries: readonly Entry[]) => entries.filter(({ measure }) => measure.startsWith('mrr_'));
/** Net movement per day and kind, which is what a chart shows. */
function net(events: FakeEvent[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const { day, measure, minor } of movementsOf(foldEvents(events).entries)) {
    sums[`${day} ${measure}`] = (sums[`${day} ${measure}`] ?? 0) + Number(minor);
  }
  return sums;
}

describe('B2 movements of one customer', () => {
  test('B2-1 the kinds: new, expansion, contraction, churn, reactivation', () => {
    const events = [
      created('sub_1', 5000, '2026-01-05'),
      changed('sub_1', 8000, '2026-01-05', '2026-02-05'),
      changed('sub_1', 6000, '2026-01-05', '2026-03-05'),
      ended('sub_1', 6000, '2026-01-05', '2026-04-05'),
      created('sub_2', 2500, '2026-05-05'),
    ];
    expect(net(events)).toEqual({
      '2026-01-05 mrr_new': 5000,
      '2026-02-05 mrr_expansion': 3000,
      '2026-03-05 mrr_contraction': -2000,
      '2026-04-05 mrr_churn': -6000,
      '2026-05-05 mrr_reactivation': 2500,
    });
  });

  test('B2-10 an upgrade from $10 to $30 books +2000 on its day, whatever the prorations', () => {
    expect(
      net([created('sub_1', 1000, '2026-02-16'), changed('sub_1', 3000, '2026-02-16', '2026-03-16T10:00:00Z')]),
    ).toEqual({
      '2026-02-16 mrr_new': 1000,
      '2026-03-16 mrr_expansion': 2000,
    });
  });

  test('B2-11 cancel at 09:00 and subscribe again at 15:00, $50 to $30, is a contraction of 2000 only', () => {
    const events = [
      created('sub_1', 5000, '2026-02-01'),
      ended('sub_1', 5000, '2026-02-01', '2026-03-10T09:00:00Z'),
      created('sub_2', 3000, '2026-03-10T15:00:00Z'),
    ];
    expect(net(events)).toEqual({ '2026-02-01 mrr_new': 5000, '2026-03-10 mrr_contraction': -2000 });
  });

  test('a swap of equal value moves nothing, and its two sides still show in their products', () => {
    const events = [
      created('sub_1', 5000, '2026-02-01'),
      ended('sub_1', 5000, '2026-02-01', '2026-03-10T09:00:00Z'),
      created('sub_2', 5000, '2026-03-10T15:00:00Z'),
    ];
    expect(net(events)).toEqual({ '2026-02-01 mrr_new': 5000, '2026-03-10 mrr_expansion': 0 });
    expect(movementsOf(foldEvents(events).entries).map(({ minor }) => minor)).toEqual([5000n, 5000n, -5000n]);
  });

  test('only the last state of a day counts', () => {
    const events = [
      created('sub_1', 5000, '2026-02-01T08:00:00Z'),
      changed('sub_1', 9000, '2026-02-01T08:00:00Z', '2026-02-01T09:00:00Z'),
      changed('sub_1', 7000, '2026-02-01T08:00:00Z', '2026-02-01T10:00:00Z'),
    ];
    expect(net(events)).toEqual({ '2026-02-01 mrr_new': 7000 });
  });

  test('B3-7 ending one of two subscriptions is a contraction and churns nobody', () => {
    const events = [
      created('sub_1', 5000, '2026-01-05'),
      created('sub_2', 3000, '2026-01-06'),
      ended('sub_2', 3000, '2026-01-06', '2026-03-10'),
    ];
    expect(net(events)['2026-03-10 mrr_contraction']).toBe(-3000);
    const churned = foldEvents(events).entries.filter(({ measure }) => measure.startsWith('churned_'));
    expect(churned.map(({ measure }) => measure).filter((measure) => !measure.startsWith('churned_more'))).toEqual([]);
  });

  test('B2 each currency of a customer moves on its own', () => {
    const euro = {
      ...sub('sub_2', 2000, '2026-02-05'),
      currency: 'eur',
      items: { data: [item('si_e', { ...price('price_e', 2000), currency: 'eur' })] },
    };
    const { entries } = foldEvents([
      created('sub_1', 5000, '2026-01-05'),
      event('customer.subscription.created', '2026-02-05', euro),
    ]);
    expect(movementsOf(entries).map(({ measure, currency, minor }) => [measure, currency, minor])).toEqual([
      ['mrr_new', 'eur', 2000n],
      ['mrr_new', 'usd', 5000n],
    ]);
  });
});

describe('B3 why a customer left', () => {
  test.each([
    ['payment_failed', 'involuntary'],
    ['payment_disputed', 'involuntary'],
    ['cancellation_requested', 'voluntary'],
  ])('B3-6 BY-16 %s is %s', (reason, expected) => {
    const { entries } = foldEvents([
      created('sub_1', 5000, '2026-01-05'),
      ended('sub_1', 5000, '2026-01-05', '2026-03-10', reason),
    ]);
    expect(entries.find(({ measure }) => measure === 'mrr_churn')?.detail.reason).toBe(expected);
  });

  test.each([
    [{ status: 'unpaid' }, 'delinquent'],
    [{ pause_collection: { behavior: 'void' } }, 'paused'],
    [{ status: 'paused' }, 'paused'],
  ])('B2 %o is churn of the sub-type %s', (extra, expected) => {
    const { entries } = foldEvents([
      created('sub_1', 5000, '2026-01-05'),
      changed('sub_1', 5000, '2026-01-05', '2026-03-10', extra),
    ]);
    expect(entries.find(({ measure }) => measure === 'mrr_churn')?.detail.reason).toBe(expected);
  });

  test('B2 coming back from a pause is a reactivation', () => {
    const events = [
      created('sub_1', 5000, '2026-01-05'),
      changed('sub_1', 5000, '2026-01-05', '2026-03-10', { pause_collection: { behavior: 'void' } }),
      changed('sub_1', 5000, '2026-01-05', '2026-05-10'),
    ];
    expect(net(events)).toMatchObject({ '2026-03-10 mrr_churn': -5000, '2026-05-10 mrr_reactivation': 5000 });
    const churned = foldEvents(events).entries.find(({ measure }) => measure === 'mrr_churn');
    expect(churned?.detail.reason).toBe('paused');
    const back = foldEvents(events).entries.find(({ measure }) => measure === 'mrr_reactivation');
    expect(back?.detail.reason).toBe('resumed');
  });
});
