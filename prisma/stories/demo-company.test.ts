import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { createSandboxAccount } from '@/sandbox/account';
import { demoCompanyOpens, playDemoCompany } from './demo-company';
import { turningPoints } from './seasons';
import { churnBetween, mrrByCustomer, refundRate, total, trialConversion } from './testing/measure-company';
import type { PlayedEvent } from './testing/played-events';
import { playedEvents } from './testing/played-events';

const until = new Date('2026-11-21T15:00:00Z');

function play(scale: number): PlayedEvent[] {
  const account = createSandboxAccount({ startAt: demoCompanyOpens(until) });
  playDemoCompany(account, { until, scale });
  return playedEvents(account.events());
}

const digest = (events: readonly PlayedEvent[]) => createHash('sha256').update(JSON.stringify(events)).digest('hex');

let small: PlayedEvent[];
beforeAll(() => {
  small = play(0.1);
}, 60_000);

test('playing the same day twice makes the very same events', () => {
  expect(digest(play(0.1))).toBe(digest(small));
}, 60_000);

test('events are in order and end with the last day', () => {
  const times = small.map((event) => event.created);
  expect(times).toEqual([...times].sort((a, b) => a - b));
  expect(times.at(-1)).toBeLessThanOrEqual(Date.parse('2026-11-21T00:00:00Z') / 1000);
});

/** Of the 31 named types, those that a company like this one causes. */
const namedTypes = [
  'charge.succeeded',
  'charge.refunded',
  'charge.captured',
  'charge.updated',
  'charge.failed',
  'invoice.payment_succeeded',
  'invoice.paid',
  'invoice.finalized',
  'invoice.marked_uncollectible',
  'invoice.payment_failed',
  'invoice.voided',
  'invoice.sent',
  'invoice.created',
  'payment_intent.succeeded',
  'payment_intent.canceled',
  'payment_intent.payment_failed',
  'payment_intent.amount_capturable_updated',
  'customer.subscription.created',
  'customer.subscription.updated',
  'customer.subscription.deleted',
  'customer.created',
  'customer.updated',
  // Beyond the named ones, those that right numbers need.
  'customer.deleted',
  'customer.subscription.paused',
  'customer.subscription.trial_will_end',
  'refund.created',
  'refund.failed',
  'checkout.session.completed',
  'charge.dispute.created',
  'charge.dispute.closed',
  'checkout.session.async_payment_failed',
  'checkout.session.async_payment_succeeded',
  'credit_note.created',
  'customer.subscription.resumed',
  'invoice_payment.paid',
  'payout.paid',
  'promotion_code.created',
  'setup_intent.succeeded',
  'subscription_schedule.created',
];

test.each(namedTypes)('%s occurs', (type) => {
  expect(small.filter((event) => event.type === type).length).toBeGreaterThan(0);
});

describe('what the account made of the story', () => {
  const ended = (reason: string) =>
    small.filter(
      ({ type, data }) =>
        type === 'customer.subscription.deleted' && data.object.cancellation_details?.reason === reason,
    ).length;

  test('some leave by wish and some because no payment came', () => {
    expect(ended('cancellation_requested')).toBeGreaterThan(0);
    expect(ended('payment_failed')).toBeGreaterThan(0);
  });

  test('failed payments are recovered', () => {
    const failed = new Set(idsOf(small, 'invoice.payment_failed'));
    expect(idsOf(small, 'invoice.paid').filter((id) => failed.has(id)).length).toBeGreaterThan(0);
  });

  test('the add-on changes its name and keeps its id', () => {
    const names = small.filter(({ type }) => type === 'product.updated').map(({ data }) => data.object.name);
    expect(names).toContain('Insights');
  });

  test('what was used is billed, and what was credited or granted pays later bills', () => {
    const bills = small.filter(({ type }) => type === 'invoice.paid').map(({ data }) => billed.parse(data.object));
    const used = bills
      .flatMap(({ lines }) => lines.data)
      .filter(({ pricing }) => pricing?.unit_amount_decimal === '4.5');
    expect(used.filter(({ amount }) => amount > 0).length).toBeGreaterThan(15);
    const fromBalance = bills.filter(({ total, amount_due: due }) => due < total);
    expect(fromBalance.length).toBeGreaterThanOrEqual(3);
    expect(fromBalance.some(({ amount_due: due }) => due === 0)).toBe(true);
  });

  test('a subscription that was never paid ends as incomplete', () => {
    const ends = small.filter(({ data }) => data.object.status === 'incomplete_expired');
    expect(ends.length).toBeGreaterThan(0);
  });

  test('customers are deleted', () => {
    expect(idsOf(small, 'customer.deleted').length).toBeGreaterThan(0);
  });
});

describe('the whole company looks alive', () => {
  let whole: PlayedEvent[];
  beforeAll(() => {
    whole = play(1);
  }, 60_000);
  const month = (number: number) => new Date(Date.UTC(2024, 9 + number, 1));
  const mrrOn = (date: Date) => total(mrrByCustomer(whole, date.getTime() / 1000)) / 100;

  test('it has tens of thousands of events', () => {
    expect(whole.length).toBeGreaterThan(38_000);
    expect(whole.length).toBeLessThan(70_000);
  });

  test('it starts small, leaps at the launch and ends between $30,000 and $60,000 a month', () => {
    expect(mrrOn(month(4))).toBeLessThan(6_000);
    const growth = (number: number) => mrrOn(month(number + 1)) - mrrOn(month(number));
    expect(growth(turningPoints.launch)).toBeGreaterThan(2 * growth(turningPoints.launch - 1));
    expect(mrrOn(until)).toBeGreaterThan(30_000);
    expect(mrrOn(until)).toBeLessThan(60_000);
    for (let number = 10; number < 25; number++) expect(growth(number)).toBeGreaterThan(0);
  });

  test('2 to 4 % of customers leave in a month of the second year, twice as many over the price rise', () => {
    const churn = (number: number) => churnBetween(whole, month(number), month(number + 1));
    const usual = [12, 13, 14, 15, 18, 19, 20, 21, 22, 23, 24].map(churn);
    const mean = usual.reduce((sum, rate) => sum + rate, 0) / usual.length;
    expect(mean).toBeGreaterThan(0.02);
    expect(mean).toBeLessThan(0.04);
    expect(churn(turningPoints.priceRise)).toBeGreaterThan(2 * mean);
  });

  test('half of the trials convert, and 1 to 3 % of payments are refunded', () => {
    expect(trialConversion(whole)).toBeGreaterThan(0.45);
    expect(trialConversion(whole)).toBeLessThan(0.6);
    expect(refundRate(whole)).toBeGreaterThan(0.01);
    expect(refundRate(whole)).toBeLessThan(0.03);
  });
});

const billed = z.looseObject({
  amount_due: z.number(),
  total: z.number(),
  lines: z.object({
    data: z.array(
      z.object({
        amount: z.number(),
        pricing: z.looseObject({ unit_amount_decimal: z.string().nullable() }).nullable(),
      }),
    ),
  }),
});

function idsOf(events: readonly PlayedEvent[], type: string): string[] {
  return events.filter((event) => event.type === type).map(({ data }) => data.object.id);
}
