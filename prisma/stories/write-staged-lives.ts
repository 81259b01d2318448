import type { Era } from './course';
import { say } from './course';
import type { Stage } from './staged-life';
import { open, openStage, reserve, special, subscribe } from './staged-life';
import type { Step } from './steps';
import { bankTransfer } from './write-first-subscription';

/** Lives written by hand, so that the rarest turns are in every telling, however small. Days count back from the end. */
export function writeStagedLives(era: Era): Step[] {
  return stagedLives.flatMap((write, number) => {
    const stage = openStage(era, `staged ${number}`, 90_000 + number, { hours: 9 + number, minutes: 7 * number });
    write(stage);
    return stage.steps;
  });
}

const stagedLives: readonly ((stage: Stage) => void)[] = [
  function invoiceNeverPaid(stage) {
    open(stage, 210, { byInvoice: true });
    say(stage, stage.at(130), { kind: 'cancel-now', slot: 'main', feedback: 'other' });
    say(stage, stage.at(129), { kind: 'give-up-invoice', how: 'mark_uncollectible' });
  },
  function invoiceToTheWrongCompany(stage) {
    open(stage, 160, { byInvoice: true });
    say(stage, stage.at(150), { kind: 'give-up-invoice', how: 'void' });
    say(stage, stage.at(149), { kind: 'cancel-now', slot: 'main', feedback: 'other' });
    subscribe(stage, stage.at(148), { byInvoice: true });
    say(stage, stage.at(139), bankTransfer);
  },
  function switchesPlanByLeavingAndReturning(stage) {
    open(stage, 220, { terms: { ...stage.terms, interval: 'month' } });
    say(stage, stage.at(171), { kind: 'cancel-now', slot: 'main', feedback: 'too_expensive' });
    const starter = { ...stage.terms, plan: 'starter', interval: 'month' } as const;
    subscribe(stage, stage.at(171).plus({ hours: 5 }), { terms: starter });
  },
  function comesBackTwice(stage) {
    const terms = { ...stage.terms, plan: 'starter', interval: 'month' } as const;
    open(stage, 500, { terms, coupon: 'WELCOME20' });
    say(stage, stage.at(380), { kind: 'cancel-at-period-end', slot: 'main', feedback: 'unused' });
    subscribe(stage, stage.at(260), { terms });
    say(stage, stage.at(200), { kind: 'cancel-at-period-end', slot: 'main', feedback: 'unused' });
    subscribe(stage, stage.at(60), { terms, coupon: 'SPRING15' });
  },
  function refundedInTwoSteps(stage) {
    open(stage, 95, { terms: { ...stage.terms, interval: 'month' }, tax: 'sales' });
    say(stage, stage.at(90), { kind: 'refund', percent: 30, reason: 'requested_by_customer' });
    say(stage, stage.at(83), { kind: 'refund', percent: 100, reason: 'requested_by_customer' });
  },
  function refundComesBack(stage) {
    open(stage, 70, { terms: { ...stage.terms, interval: 'month' } });
    say(stage, stage.at(55), { kind: 'refund', percent: 40, reason: 'requested_by_customer' });
    say(stage, stage.at(50), { kind: 'refund-bounces' });
  },
  function cardDiesForGood(stage) {
    open(stage, 150, { terms: { ...stage.terms, interval: 'month' } });
    say(stage, stage.at(95), { kind: 'card', works: false });
  },
  function erasedWhileSubscribed(stage) {
    open(stage, 120, { terms: { ...stage.terms, interval: 'month' }, coupon: 'PARTNER5' });
    say(stage, stage.at(47), { kind: 'erase' });
  },
  function wavers(stage) {
    open(stage, 80, { terms: { ...stage.terms, interval: 'month' }, trialDays: 14, coupon: 'NONPROFIT25' });
    say(stage, stage.at(20), { kind: 'cancel-at-period-end', slot: 'main', feedback: 'missing_features' });
    say(stage, stage.at(18), { kind: 'keep', slot: 'main' });
  },
  function reservesAndIsCharged(stage) {
    reserve(stage, 66);
    say(stage, stage.at(62), { kind: 'capture' });
  },
  function reservesAndCallsOff(stage) {
    reserve(stage, 64);
    say(stage, stage.at(61), { kind: 'release' });
  },
  function trialWithoutCardIsPaused(stage) {
    const terms = { ...stage.terms, plan: 'starter', interval: 'month' } as const;
    say(stage, stage.at(45), { kind: 'join', person: stage.person, card: false });
    subscribe(stage, stage.at(45).plus({ minutes: 3 }), { terms, trialDays: 14, withoutCard: 'pause' });
  },
  function pausesForTheWinter(stage) {
    open(stage, 300, { terms: { ...stage.terms, interval: 'month' } });
    say(stage, stage.at(190), { kind: 'pause-collection', behavior: 'void' });
    say(stage, stage.at(125), { kind: 'resume-collection' });
  },
  function pausesAndPaysLater(stage) {
    open(stage, 170, { terms: { ...stage.terms, interval: 'month' } });
    say(stage, stage.at(40), { kind: 'pause-collection', behavior: 'keep_as_draft' });
  },
  function pausesAndNeverReturns(stage) {
    open(stage, 240, { terms: { ...stage.terms, interval: 'month' } });
    say(stage, stage.at(100), { kind: 'pause-collection', behavior: 'mark_uncollectible' });
    say(stage, stage.at(52), { kind: 'cancel-now', slot: 'main', feedback: 'unused' });
  },
  function disputesAndWins(stage) {
    open(stage, 115, { terms: { ...stage.terms, interval: 'month' }, tax: 'sales' });
    say(stage, stage.at(104), { kind: 'dispute', reason: 'subscription_canceled' });
    say(stage, stage.at(97), { kind: 'decide-dispute', outcome: 'lost' });
    say(stage, stage.at(96), { kind: 'cancel-now', slot: 'main', feedback: 'other' });
  },
  function disputesAndLoses(stage) {
    open(stage, 88, { terms: { ...stage.terms, interval: 'month' } });
    say(stage, stage.at(80), { kind: 'dispute', reason: 'product_not_received' });
    say(stage, stage.at(73), { kind: 'decide-dispute', outcome: 'won' });
  },
  function disputesThisWeek(stage) {
    open(stage, 33, { terms: { ...stage.terms, interval: 'month' } });
    say(stage, stage.at(2), { kind: 'dispute', reason: 'fraudulent' });
  },
  special('devices', 8, 330),
  special('devices', 3, 75),
  special('archive', 8, 260),
  special('messages', 2_450, 150, 'NONPROFIT25'),
  special('board', 1, 98),
  special('standby', 2, 24),
  special('season', 1, 400),
];
