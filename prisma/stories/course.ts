import type { DateTime } from 'luxon';
import type { Currency, Edition, PlanKey, TaxKey } from './catalog';
import { risesInPrice } from './catalog';
import type { Person } from './make-person';
import { closingOf, openingOf, turningPoints } from './seasons';
import type { Random } from './seeded-random';
import type { Deed, Step, Terms } from './steps';

/** The company's own dates, which every life runs into. */
export type Era = {
  opening: DateTime;
  closing: DateTime;
  insights: DateTime;
  renaming: DateTime;
  priceRise: DateTime;
};

export function eraUntil(until: Date): Era {
  const opening = openingOf(until);
  const on = (months: number) => opening.plus({ months, hours: 9 });
  return {
    opening,
    closing: closingOf(until),
    insights: on(turningPoints.insights),
    renaming: on(turningPoints.renaming),
    priceRise: on(turningPoints.priceRise),
  };
}

/** One life while it is being written: who, what is subscribed to now, and the steps so far. */
export type Course = {
  readonly life: string;
  readonly era: Era;
  readonly random: Random;
  readonly person: Person;
  readonly steps: Step[];
  readonly tax: TaxKey | undefined;
  terms: Terms;
  byInvoice: boolean;
  addon: boolean;
  /** Start of the current run of billing periods; renewals fall on its monthly or yearly returns. */
  anchor: DateTime;
};

export function say(course: Pick<Course, 'life' | 'steps'>, at: DateTime, deed: Deed): void {
  course.steps.push({ at: Math.floor(at.toSeconds()), life: course.life, deed });
}

/** The price list in force on a day. */
export function termsOn(era: Era, at: DateTime, wish: Omit<Terms, 'edition'>): Terms {
  const edition: Edition = at >= era.priceRise && risesInPrice(wish.plan) ? 2 : 1;
  return { ...wish, edition };
}

/** Seats only mean something on the Team plan. */
export function seatsFor(plan: PlanKey, random: Random): number {
  if (plan !== 'team') return 1;
  const size = random.weighted({ small: 60, middle: 31, large: 9 });
  if (size === 'small') return random.between(2, 6);
  return size === 'middle' ? random.between(7, 16) : random.between(17, 42);
}

/** Prices in euro contain VAT; a third of American customers pay sales tax on top. */
export function taxFor(person: { country: string; currency: Currency }, random: Random): TaxKey | undefined {
  if (person.currency === 'eur') return 'vat';
  return person.country === 'US' && random.chance(0.34) ? 'sales' : undefined;
}

/** A moment so many days later, at some second of the working day. */
export function daysLater(from: DateTime, days: number, random: Random): DateTime {
  return from.startOf('day').plus({ days, seconds: random.between(7 * 3600, 20 * 3600) });
}
