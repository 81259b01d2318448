import { describe, expect, test } from 'vitest';
import { awkwardNames } from './company-names';
import { specialPlans } from './special-plans';
import type { Deed, Step } from './steps';
import { writeStory } from './write-story';

const until = new Date('2026-11-21T15:00:00Z');
const story = writeStory({ until });

const count = (matches: (deed: Deed, step: Step) => boolean) => story.filter((step) => matches(step.deed, step)).length;
const subscribes = (matches: (deed: Deed & { kind: 'subscribe' }) => boolean) =>
  count((deed) => deed.kind === 'subscribe' && matches(deed));
const changes = (reason: (Deed & { kind: 'change' })['reason']) =>
  count((deed) => deed.kind === 'change' && deed.reason === reason);
const joins = (matches: (person: (Deed & { kind: 'join' })['person']) => boolean) =>
  count((deed) => deed.kind === 'join' && matches(deed.person));

test('the story of a day is written the same at any hour of it, and another day tells another', () => {
  expect(writeStory({ until: new Date('2026-11-21T00:00:00Z') })).toEqual(story);
  expect(writeStory({ until: new Date('2026-11-22T00:00:00Z') })).not.toEqual(story);
});

test('steps are in order and lie within the 26 months that end with the day', () => {
  const times = story.map((step) => step.at);
  expect(times).toEqual([...times].sort((a, b) => a - b));
  expect(times[0]).toBe(Date.parse('2024-10-01T00:00:00Z') / 1000);
  expect(times.at(-1)).toBeLessThan(Date.parse('2026-11-21T00:00:00Z') / 1000);
  expect(times.at(-1)).toBeGreaterThan(Date.parse('2026-11-19T00:00:00Z') / 1000);
});

test('any day of any year can be the last one', () => {
  for (const day of ['2025-01-01', '2026-02-28', '2026-03-31', '2028-02-29', '2030-12-31']) {
    expect(writeStory({ until: new Date(day), scale: 0.2 }).length).toBeGreaterThan(300);
  }
});

describe('every promised case is in the story', () => {
  const atLeast: Record<string, [actual: number, least: number]> = {
    customers: [joins(() => true), 600],
    'dollar subscriptions': [subscribes(({ terms }) => terms.currency === 'usd'), 200],
    'euro subscriptions': [subscribes(({ terms }) => terms.currency === 'eur'), 80],
    'yen subscriptions': [subscribes(({ terms }) => terms.currency === 'jpy'), 20],
    'monthly subscriptions': [subscribes(({ terms }) => terms.interval === 'month'), 200],
    'yearly subscriptions': [subscribes(({ terms }) => terms.interval === 'year'), 80],
    'several seats': [subscribes(({ terms }) => terms.seats > 1), 80],
    'add-ons as second subscriptions': [subscribes(({ slot }) => slot === 'addon'), 15],
    trials: [subscribes(({ trialDays }) => trialDays === 14), 200],
    'trials without a card, cancelled': [subscribes(({ withoutCard }) => withoutCard === 'cancel'), 5],
    'trials without a card, paused': [subscribes(({ withoutCard }) => withoutCard === 'pause'), 2],
    'trials ended early by paying': [count(({ kind }) => kind === 'end-trial-now'), 5],
    'coupon: percent once': [subscribes(({ coupon }) => coupon === 'WELCOME20'), 5],
    'coupon: amount once': [subscribes(({ coupon }) => coupon === 'FIRST10'), 2],
    'coupon: percent, three months': [subscribes(({ coupon }) => coupon === 'LAUNCH50'), 5],
    'coupon: amount, three months': [subscribes(({ coupon }) => coupon === 'SPRING15'), 2],
    'coupon: percent for ever': [subscribes(({ coupon }) => coupon === 'NONPROFIT25'), 2],
    'coupon: amount for ever': [subscribes(({ coupon }) => coupon === 'PARTNER5'), 2],
    'inclusive tax': [subscribes(({ tax }) => tax === 'vat'), 50],
    'exclusive tax': [subscribes(({ tax }) => tax === 'sales'), 20],
    'billed by invoice': [subscribes(({ byInvoice }) => byInvoice === true), 5],
    upgrades: [changes('upgrade'), 15],
    downgrades: [changes('downgrade'), 3],
    'more seats': [changes('seats-up'), 30],
    'fewer seats': [changes('seats-down'), 5],
    'monthly to yearly': [changes('go-yearly'), 3],
    'moved to the new price': [changes('price-rise'), 20],
    'cancelled at period end': [count(({ kind }) => kind === 'cancel-at-period-end'), 50],
    'cancelled at once': [count(({ kind }) => kind === 'cancel-now'), 20],
    'un-cancelled': [count(({ kind }) => kind === 'keep'), 3],
    'cards that start to fail': [count((deed) => deed.kind === 'card' && !deed.works), 40],
    'cards that work again': [count((deed) => deed.kind === 'card' && deed.works), 30],
    'partial refunds': [count((deed) => deed.kind === 'refund' && deed.percent < 100), 10],
    'full refunds': [count((deed) => deed.kind === 'refund' && deed.percent === 100), 10],
    'one-off purchases': [count(({ kind }) => kind === 'buy-once'), 80],
    'workshops on an invoice': [count(({ kind }) => kind === 'buy-workshop'), 15],
    'purchases by guests': [count((deed, { life }) => deed.kind === 'buy-once' && life.startsWith('guest')), 35],
    'refused guests': [count((deed) => deed.kind === 'buy-once' && deed.outcome === 'declined'), 2],
    captures: [count(({ kind }) => kind === 'capture'), 3],
    releases: [count(({ kind }) => kind === 'release'), 2],
    'invoices voided or given up': [count(({ kind }) => kind === 'give-up-invoice'), 2],
    'deleted customers': [count(({ kind }) => kind === 'erase'), 3],
    'only an e-mail': [joins(({ email, userId }) => Boolean(email) && !userId), 20],
    'no identifier at all': [joins(({ email, userId }) => !email && !userId), 5],
    'user id told later': [count(({ kind }) => kind === 'tell-user-id'), 3],
    'awkward names': [joins(({ name }) => awkwardNames.includes(name)), 10],
    reactivations: [returns(story), 15],
    'collection paused': [count(({ kind }) => kind === 'pause-collection'), 3],
    'collection resumed': [count(({ kind }) => kind === 'resume-collection'), 1],
    'guests at the checkout page': [count((deed) => deed.kind === 'checkout' && deed.pays), 15],
    'checkout pages left': [count((deed) => deed.kind === 'checkout' && !deed.pays), 1],
    'disputes lost': [count((deed) => deed.kind === 'decide-dispute' && deed.outcome === 'lost'), 1],
    'disputes won': [count((deed) => deed.kind === 'decide-dispute' && deed.outcome === 'won'), 1],
    'disputes open': [count(({ kind }) => kind === 'dispute') - count(({ kind }) => kind === 'decide-dispute'), 1],
    'usage reported': [count(({ kind }) => kind === 'report-usage'), 80],
    'several plans on one subscription': [count((deed) => deed.kind === 'subscribe-special' && Boolean(deed.and)), 2],
    'two coupons at once': [count((deed) => deed.kind === 'subscribe-special' && deed.coupons?.length === 2), 1],
    'a price in another currency': [count((deed) => deed.kind === 'subscribe-special' && deed.currency === 'eur'), 1],
    'promotion codes': [subscribes(({ code }) => code !== undefined), 10],
    'coupon for one product': [subscribes(({ coupon }) => coupon === 'STARTER10'), 1],
    'coupon of a customer': [count(({ kind }) => kind === 'customer-coupon'), 1],
    'trials with a free bill': [subscribes(({ coupon, trialDays }) => coupon === 'FIRSTFREE' && Boolean(trialDays)), 1],
    'trials extended': [count(({ kind }) => kind === 'extend-trial'), 1],
    'cards after a paused trial': [count(({ kind }) => kind === 'give-card'), 1],
    'subscriptions halted': [count(({ kind }) => kind === 'halt'), 1],
    'changes to come': [count(({ kind }) => kind === 'change-later'), 1],
    'leaving on a day': [count(({ kind }) => kind === 'cancel-on'), 1],
    'credit notes': [new Set(story.flatMap(({ deed }) => (deed.kind === 'credit' ? [deed.how] : []))).size, 4],
    'balances granted': [count(({ kind }) => kind === 'grant-balance'), 2],
    'invoices of several lines': [count(({ kind }) => kind === 'buy-bundle'), 2],
    'invoices paid in part': [count((deed) => deed.kind === 'buy-bundle' && deed.paid !== undefined), 1],
    'subscriptions by the checkout page': [
      count((deed) => deed.kind === 'checkout' && deed.mode === 'subscription'),
      1,
    ],
    'cards saved by the checkout page': [count((deed) => deed.kind === 'checkout' && deed.mode === 'setup'), 1],
    'bank debits': [count((deed) => deed.kind === 'checkout' && Boolean(deed.payment)), 2],
    'buyers shown their own currency': [count((deed) => deed.kind === 'checkout' && deed.adaptive === true), 1],
    'a currency without a rate': [count((deed) => deed.kind === 'buy-once' && deed.currency === 'kwd'), 1],
    payouts: [count(({ kind }) => kind === 'pay-out'), 20],
    'special plans': [
      new Set(
        story.flatMap(({ deed }) =>
          deed.kind === 'subscribe-special' ? [deed.plan, deed.and?.plan ?? deed.plan] : [],
        ),
      ).size,
      Object.keys(specialPlans).length,
    ],
  };
  test.each(Object.entries(atLeast))('%s', (_name, [actual, least]) => expect(actual).toBeGreaterThanOrEqual(least));
});

test('some users are two customers at Stripe', () => {
  const users = new Map<string, number>();
  for (const { deed } of story) {
    const user = deed.kind === 'join' ? deed.person.userId : undefined;
    if (user) users.set(user, (users.get(user) ?? 0) + 1);
  }
  expect([...users.values()].filter((customers) => customers === 2).length).toBeGreaterThanOrEqual(3);
});

test('some addresses are of two users', () => {
  const users = new Map<string, Set<string>>();
  for (const { deed } of story) {
    if (deed.kind !== 'join' || !deed.person.email || !deed.person.userId) continue;
    users.set(deed.person.email, (users.get(deed.person.email) ?? new Set()).add(deed.person.userId));
  }
  expect([...users.values()].filter(({ size }) => size === 2).length).toBeGreaterThanOrEqual(3);
});

test('about 85 % of customers carry a user id', () => {
  const share = joins(({ userId }) => Boolean(userId)) / joins(() => true);
  expect(share).toBeGreaterThan(0.8);
  expect(share).toBeLessThan(0.9);
});

test('most subscribers have a segment and a source, and some have none', () => {
  const subscribers = count(({ kind }, { life }) => kind === 'join' && life.startsWith('subscriber'));
  const share = (known: (person: (Deed & { kind: 'join' })['person']) => unknown) =>
    joins((person) => Boolean(known(person))) / subscribers;
  for (const known of [share(({ segment }) => segment), share(({ signupSource }) => signupSource)]) {
    expect(known).toBeGreaterThan(0.7);
    expect(known).toBeLessThan(0.95);
  }
});

/** Second and later main subscriptions of one life. */
function returns(steps: readonly Step[]): number {
  const seen = new Set<string>();
  return steps.filter(({ deed, life }) => {
    if (deed.kind !== 'subscribe' || deed.slot !== 'main') return false;
    return seen.has(life) || !seen.add(life);
  }).length;
}
