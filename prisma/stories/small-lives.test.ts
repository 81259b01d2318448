import { expect, test } from 'vitest';
import { createSandboxAccount } from '@/sandbox/account';
import {
  playCancelAndResubscribeSameDay,
  playEuroCustomer,
  playGuestPayment,
  playReactivation,
  playRefundPartialThenFull,
  playTrialAbandoned,
  playTrialThatConverts,
  playTwoSubscriptionsOneCancelled,
  playUpgradeMidMonth,
} from './small-lives';
import type { StoryAccount } from './story-account';
import { type PlayedEvent, playedEvents } from './testing/played-events';

function tell(play: (account: StoryAccount) => unknown): PlayedEvent[] {
  const account = createSandboxAccount({ startAt: new Date('2026-01-01T00:00:00Z') });
  play(account);
  return playedEvents(account.events());
}

/** "day type" of the events that matter to a test. */
const dated = (events: readonly PlayedEvent[], ...types: string[]) =>
  events
    .filter((event) => types.includes(event.type))
    .map(({ created, type }) => `${new Date(created * 1000).toISOString().slice(5, 10)} ${type}`);

const amounts = (events: readonly PlayedEvent[], type: string, field: string) =>
  events.filter((event) => event.type === type).map(({ data }) => data.object[field]);

const subscriptionEnds = ['customer.subscription.created', 'customer.subscription.deleted'];

test('a trial that converts is billed nothing first and $40 from its end', () => {
  const events = tell(playTrialThatConverts);
  expect(amounts(events, 'invoice.paid', 'amount_paid')).toEqual([0, 40_00, 40_00, 40_00, 40_00]);
  expect(dated(events, 'charge.succeeded')[0]).toBe('03-15 charge.succeeded');
});

test('an abandoned trial never pays', () => {
  const events = tell(playTrialAbandoned);
  expect(dated(events, ...subscriptionEnds)).toEqual([
    '03-01 customer.subscription.created',
    '03-07 customer.subscription.deleted',
  ]);
  expect(dated(events, 'charge.succeeded')).toEqual([]);
});

test('an upgrade in the middle of the month is invoiced at once as a credit and a charge', () => {
  const events = tell(playUpgradeMidMonth);
  expect(amounts(events, 'invoiceitem.created', 'amount')).toEqual([-5_16, 15_48]);
  expect(amounts(events, 'invoice.paid', 'amount_paid')).toEqual([10_00, 10_32, 30_00, 30_00, 30_00]);
});

test('cancelled at nine, subscribed again at three', () => {
  expect(dated(tell(playCancelAndResubscribeSameDay), ...subscriptionEnds)).toEqual([
    '03-01 customer.subscription.created',
    '04-15 customer.subscription.deleted',
    '04-15 customer.subscription.created',
  ]);
});

test('a payment is refunded in part, then in full', () => {
  const events = tell(playRefundPartialThenFull);
  expect(amounts(events, 'refund.created', 'amount')).toEqual([15_00, 35_00]);
  expect(amounts(events, 'charge.refunded', 'amount_refunded')).toEqual([15_00, 50_00]);
});

test('of two subscriptions one ends and one goes on', () => {
  const events = tell(playTwoSubscriptionsOneCancelled);
  expect(dated(events, ...subscriptionEnds)).toHaveLength(3);
  expect(amounts(events, 'invoice.paid', 'amount_paid').slice(0, 4).sort()).toEqual([100_00, 100_00, 60_00, 60_00]);
});

test('a customer leaves at the end of the period and comes back in June', () => {
  expect(dated(tell(playReactivation), ...subscriptionEnds)).toEqual([
    '03-01 customer.subscription.created',
    '04-01 customer.subscription.deleted',
    '06-10 customer.subscription.created',
  ]);
});

test('a guest pays without being a customer', () => {
  const events = tell(playGuestPayment);
  expect(dated(events, 'customer.created')).toEqual([]);
  expect(amounts(events, 'charge.succeeded', 'amount')).toEqual([39_00]);
  expect(amounts(events, 'charge.succeeded', 'customer')).toEqual([null]);
});

test('a euro customer pays €100 of which the VAT is a part', () => {
  const events = tell(playEuroCustomer);
  expect(amounts(events, 'invoice.paid', 'currency')[0]).toBe('eur');
  expect(amounts(events, 'invoice.paid', 'amount_paid')[0]).toBe(100_00);
  expect(amounts(events, 'invoice.paid', 'total_excluding_tax')[0]).toBe(83_33);
});
