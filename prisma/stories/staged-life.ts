import type { DateTime } from 'luxon';
import type { CouponKey } from './catalog';
import type { Era } from './course';
import { say, termsOn } from './course';
import type { Person } from './make-person';
import { makePerson } from './make-person';
import type { SpecialPlan } from './special-plans';
import type { Step, Subscribe, SubscribeSpecial, Terms } from './steps';

/** A life that is written by hand; its days count back from the end of the story. */
export type Stage = {
  era: Era;
  life: string;
  steps: Step[];
  at: (day: number) => DateTime;
  terms: Terms;
  person: Person;
};

const dollars = { country: 'US', city: 'Denver', currency: 'usd' } as const;

export function openStage(
  era: Era,
  life: string,
  person: number,
  timeOfDay: { hours: number; minutes: number },
): Stage {
  const at = (day: number) => era.closing.minus({ days: day }).plus(timeOfDay);
  const terms = termsOn(era, at(400), { plan: 'business', interval: 'year', currency: 'usd', seats: 1 });
  return { era, life, steps: [], at, terms, person: { ...makePerson(person), ...dollars } };
}

/** Joins and subscribes to the wished terms three minutes later. */
export function open(stage: Stage, day: number, wish: Partial<Subscribe>): void {
  say(stage, stage.at(day), { kind: 'join', person: stage.person, card: !wish.byInvoice });
  subscribe(stage, stage.at(day).plus({ minutes: 3 }), wish);
}

/** Subscribes to the wished terms at the prices of the day. */
export function subscribe(stage: Stage, at: DateTime, wish: Partial<Subscribe>): void {
  const terms = termsOn(stage.era, at, wish.terms ?? stage.terms);
  say(stage, at, { kind: 'subscribe', slot: 'main', ...wish, terms });
}

/** A life on a plan that few take. */
export function special(plan: SpecialPlan, quantity: number, day: number, coupon?: CouponKey): (stage: Stage) => void {
  return (stage) => openSpecial(stage, day, { plan, quantity, ...(coupon && { coupons: [coupon] }) });
}

export function openSpecial(stage: Stage, day: number, wish: Omit<SubscribeSpecial, 'kind'>): void {
  say(stage, stage.at(day), { kind: 'join', person: stage.person, card: true });
  say(stage, stage.at(day).plus({ minutes: 3 }), { kind: 'subscribe-special', ...wish });
}

export function reserve({ life, steps, at, person }: Stage, day: number): void {
  const training = { description: 'Half-day training', amount: 360_00, currency: 'usd', outcome: 'held' } as const;
  say({ life, steps }, at(day), { kind: 'join', person, card: true });
  say({ life, steps }, at(day).plus({ minutes: 3 }), { kind: 'buy-once', ...training });
}
