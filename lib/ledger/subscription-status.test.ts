import { describe, expect, test } from 'vitest';
import { at, discount, event, item, price, subscription } from '@/lib/inbox/testing/stripe-objects';
import { foldEvents } from './testing/fold-events';

const START = '2026-01-01';
const items = [item('si_1', price('price_a', 5000))];

const fold = (extra: Record<string, unknown>, of: unknown[] = items) =>
  foldEvents([event('customer.subscription.created', START, subscription('sub_1', 'cus_1', of, START, extra))]);
const mrr = (...args: Parameters<typeof fold>) =>
  fold(...args).spans.reduce((sum, { minor }) => sum + Number(minor), 0);

describe('B1 which subscriptions count', () => {
  test.each([
    ['active', 5000],
    ['past_due', 5000],
    ['trialing', 0],
    ['incomplete', 0],
    ['incomplete_expired', 0],
    ['unpaid', 0],
    ['paused', 0],
  ])('B1 %s counts %i', (status, expected) => {
    expect(mrr({ status })).toBe(expected);
  });

  test.each([
    ['void', 0],
    ['mark_uncollectible', 0],
    ['keep_as_draft', 5000],
  ])('B1 collection paused with %s counts %i', (behavior, expected) => {
    expect(mrr({ pause_collection: { behavior, resumes_at: null } })).toBe(expected);
  });

  test('B1 a scheduled cancellation stays in until it ends', () => {
    expect(mrr({ cancel_at_period_end: true, cancel_at: at('2026-02-01') })).toBe(5000);
  });

  test('B1 metered, free and fully discounted items count 0 without an issue', () => {
    expect(fold({}, [item('si_1', price('price_m', 100, 'month', { usage_type: 'metered' }))])).toMatchObject({
      spans: [],
      issues: [],
    });
    expect(fold({}, [item('si_1', price('price_0', 0))])).toMatchObject({ spans: [], issues: [] });
    expect(fold({ discounts: [discount('di_1', { percent_off: 100 })] })).toMatchObject({ spans: [], issues: [] });
  });

  test('F23 a status nobody has heard of counts 0 and is named', () => {
    expect(fold({ status: 'hibernating' })).toMatchObject({
      spans: [],
      issues: [{ kind: 'unknown_status', objectId: 'sub_1' }],
    });
  });

  test('a subscription without items, or with more items than delivered, is named', () => {
    expect(fold({}, []).issues.map(({ kind }) => kind)).toEqual(['missing_items']);
    expect(fold({ items: { object: 'list', data: items, has_more: true } }).issues.map(({ kind }) => kind)).toEqual([
      'truncated_items',
    ]);
  });

  test('B1 what was true before the first event seen is assumed from the start date, and marked', () => {
    const seen = event('customer.subscription.updated', '2026-03-01', subscription('sub_1', 'cus_1', items, START));
    expect(foldEvents([seen]).spans).toMatchObject([
      { from: START, to: '2026-03-01', quality: 'assumed' },
      { from: '2026-03-01', to: null, quality: 'observed' },
    ]);
  });

  test('B1 a subscription first seen at its end is assumed active until then', () => {
    const ended = { status: 'canceled', ended_at: at('2026-03-01'), canceled_at: at('2026-02-10') };
    const seen = event(
      'customer.subscription.deleted',
      '2026-03-01',
      subscription('sub_1', 'cus_1', items, START, ended),
    );
    expect(foldEvents([seen]).spans).toMatchObject([
      { from: START, to: '2026-03-01', minor: 5000n, quality: 'assumed' },
    ]);
  });

  test('F27 the day of a change is the workspace’s day', () => {
    const created = event(
      'customer.subscription.created',
      '2026-03-01T04:30:00Z',
      subscription('sub_1', 'cus_1', items, '2026-03-01T04:30:00Z'),
    );
    expect(foldEvents([created], { timeZone: 'America/New_York' }).spans[0]?.from).toBe('2026-02-28');
    expect(foldEvents([created], { timeZone: 'Asia/Tokyo' }).spans[0]?.from).toBe('2026-03-01');
  });
});
