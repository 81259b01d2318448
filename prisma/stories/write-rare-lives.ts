import type { Era } from './course';
import { say, termsOn } from './course';
import { seededRandom } from './seeded-random';
import type { Stage } from './staged-life';
import { open, openSpecial, openStage, special, subscribe } from './staged-life';
import type { Checkout, Step } from './steps';
import { bankTransfer } from './write-first-subscription';

/**
 * What definitions.md names and a life of chance seldom brings: usage, credit, balances, trials that end oddly, sales that
 * are paid in days or in parts. Each is in every telling.
 */
export function writeRareLives(era: Era): Step[] {
  return rareLives.flatMap((write, number) => {
    const time = { hours: 8 + (number % 11), minutes: (13 * number) % 60 };
    const stage = openStage(era, `rare ${number}`, 95_000 + number, time);
    write(stage);
    return stage.steps;
  });
}

const rareLives: readonly ((stage: Stage) => void)[] = [
  function paysByUse(stage) {
    openSpecial(stage, 410, { plan: 'alerts', quantity: 0 });
    reportUsage(stage, 409, 1);
  },
  function paysBySeatAndByUse(stage) {
    openSpecial(stage, 280, { plan: 'devices', quantity: 6, and: { plan: 'alerts', quantity: 0 } });
    reportUsage(stage, 279, 1);
  },
  function paysByTwoYearsAndByUse(stage) {
    openSpecial(stage, 235, { plan: 'biennial', quantity: 1, and: { plan: 'alerts', quantity: 0 } });
    reportUsage(stage, 234, 1);
  },
  function paysByUseForASeason(stage) {
    openSpecial(stage, 330, { plan: 'alerts', quantity: 0 });
    reportUsage(stage, 329, 152);
    say(stage, stage.at(150), { kind: 'cancel-at-period-end', slot: 'main', feedback: 'unused' });
  },
  function severalPlansAndCouponsAtOnce(stage) {
    const and = { plan: 'archive', quantity: 3 } as const;
    openSpecial(stage, 190, { plan: 'devices', quantity: 4, and, coupons: ['NONPROFIT25', 'PARTNER5'] });
  },
  special('quarterly', 1, 320),
  special('biennial', 1, 440),
  special('fortnight', 2, 210),
  special('community', 1, 140),
  special('routes', 3, 175, 'FRIENDS'),
  function paysInEuroForADollarPrice(stage) {
    openSpecial(stage, 205, { plan: 'routes', quantity: 2, currency: 'eur' });
  },
  function creditedAndRefunded(stage) {
    open(stage, 155, { terms: team(stage), tax: 'sales' });
    say(stage, stage.at(90), { kind: 'credit', percent: 30, how: 'refund' });
  },
  function creditedForTheNextBill(stage) {
    open(stage, 165, { terms: team(stage) });
    say(stage, stage.at(100), { kind: 'credit', percent: 60, how: 'balance' });
  },
  function creditedByBankTransfer(stage) {
    open(stage, 105, { terms: team(stage) });
    say(stage, stage.at(70), { kind: 'credit', percent: 20, how: 'outside' });
  },
  function owesLessThanBilled(stage) {
    open(stage, 118, { byInvoice: true });
    say(stage, stage.at(116), { kind: 'credit', percent: 15, how: 'less-to-pay' });
    say(stage, stage.at(108), bankTransfer);
  },
  function paysPartlyFromTheirBalance(stage) {
    open(stage, 145, { terms: team(stage), tax: 'sales' });
    say(stage, stage.at(125), { kind: 'grant-balance', amount: 100_00 });
  },
  function paysWhollyFromTheirBalance(stage) {
    open(stage, 135, { terms: starter(stage) });
    say(stage, stage.at(110), { kind: 'grant-balance', amount: 90_00 });
  },
  function couponOfTheCustomer(stage) {
    open(stage, 160, { terms: team(stage) });
    say(stage, stage.at(142), { kind: 'customer-coupon', coupon: 'SPRING15' });
  },
  function couponForOneProduct(stage) {
    open(stage, 240, { terms: starter(stage), coupon: 'STARTER10' });
  },
  function trialEndsWithAFreeBill(stage) {
    open(stage, 74, { terms: team(stage), trialDays: 14, coupon: 'FIRSTFREE' });
  },
  function trialIsExtended(stage) {
    open(stage, 86, { terms: team(stage), trialDays: 14 });
    say(stage, stage.at(76), { kind: 'extend-trial', days: 7 });
  },
  function cardComesAfterThePausedTrial(stage) {
    say(stage, stage.at(92), { kind: 'join', person: stage.person, card: false });
    const terms = starter(stage);
    subscribe(stage, stage.at(92).plus({ minutes: 3 }), { terms, trialDays: 14, withoutCard: 'pause' });
    say(stage, stage.at(68), { kind: 'give-card' });
    say(stage, stage.at(68).plus({ minutes: 2 }), { kind: 'resume' });
  },
  function firstCardIsRefused(stage) {
    say(stage, stage.at(98), { kind: 'join', person: stage.person, card: true });
    say(stage, stage.at(98).plus({ minutes: 1 }), { kind: 'card', works: false });
    subscribe(stage, stage.at(98).plus({ minutes: 3 }), { terms: team(stage) });
    say(stage, stage.at(96), { kind: 'card', works: true });
    subscribe(stage, stage.at(96).plus({ minutes: 2 }), { terms: team(stage) });
  },
  function haltsAndComesBack(stage) {
    open(stage, 200, { terms: team(stage) });
    say(stage, stage.at(115), { kind: 'halt' });
    say(stage, stage.at(60), { kind: 'resume' });
  },
  function willMoveUpNextMonth(stage) {
    const terms = starter(stage);
    open(stage, 34, { terms });
    say(stage, stage.at(2), { kind: 'change-later', terms: termsOn(stage.era, stage.at(2), team(stage)) });
  },
  function willLeaveOnADay(stage) {
    open(stage, 130, { terms: team(stage) });
    say(stage, stage.at(12), { kind: 'cancel-on', inDays: 45 });
  },
  function buysSeveralThingsAtOnce(stage) {
    say(stage, stage.at(52), { kind: 'join', person: stage.person, card: true });
    say(stage, stage.at(52).plus({ minutes: 4 }), { kind: 'buy-bundle' });
    say(stage, stage.at(46), { kind: 'refund', percent: 33, reason: 'requested_by_customer' });
  },
  function hasPaidAPart(stage) {
    say(stage, stage.at(16), { kind: 'join', person: stage.person, card: true });
    say(stage, stage.at(16).plus({ minutes: 4 }), { kind: 'buy-bundle', paid: 500_00 });
  },
  checkout(58, { mode: 'subscription', amount: 39_00, code: 'PODCAST', description: 'Starter by the page' }),
  checkout(43, { payment: 'DE89 3704 0044 0532 0130 00', currency: 'eur', country: 'DE' }),
  checkout(41, { payment: 'DE62 3704 0044 0532 0130 01', currency: 'eur', country: 'DE' }),
  checkout(37, { mode: 'setup' }),
  checkout(29, { adaptive: true, country: 'CA' }),
  guest(25, 'isk', 5_200_00),
  guest(24, 'kwd', 12_500),
];

const starter = ({ terms }: Stage) => ({ ...terms, plan: 'starter', interval: 'month' }) as const;
const team = ({ terms }: Stage) => ({ ...terms, plan: 'team', interval: 'month', seats: 4 }) as const;

/** Every few days, some more in winter: the weather is worse. */
function reportUsage(stage: Stage, from: number, to: number): void {
  const random = seededRandom(`usage of ${stage.life}`);
  for (let day = from; day >= to; day -= random.between(3, 8)) {
    const winter = [11, 12, 1, 2].includes(stage.at(day).month);
    say(stage, stage.at(day), { kind: 'report-usage', units: random.between(60, 240) * (winter ? 2 : 1) });
  }
}

type Page = Partial<Omit<Checkout, 'buyer'>> & { country?: string };

function checkout(day: number, { country = 'US', ...page }: Page): (stage: Stage) => void {
  return (stage) => {
    const { name, email = 'guest@mail.example.org' } = stage.person;
    const planner = { amount: 24_00, currency: 'usd', description: 'Printed wall planner' } as const;
    say(stage, stage.at(day), { kind: 'checkout', ...planner, ...page, buyer: { name, email, country }, pays: true });
  };
}

/** Somebody whose money has no cents that are used, or three decimals and no rate. */
function guest(day: number, currency: 'isk' | 'kwd', amount: number): (stage: Stage) => void {
  return (stage) => {
    const planner = { description: 'Printed wall planner', receiptEmail: 'guest@mail.example.org' };
    say(stage, stage.at(day), { kind: 'buy-once', amount, currency, ...planner, outcome: 'paid' });
  };
}
