import type { DateTime } from 'luxon';
import type { Era } from './course';
import { daysLater, eraUntil } from './course';
import { makePerson } from './make-person';
import { demand, storyMonths } from './seasons';
import { seededRandom } from './seeded-random';
import type { Step } from './steps';
import { writeBuyerLife, writeGuestLife, writeReservationLife } from './write-buyers';
import { writeRareLives } from './write-rare-lives';
import { writeStagedLives } from './write-staged-lives';
import { writeSubscriberLife } from './write-subscriber-life';

const customers = 690;
const guests = 90;

export type StoryOptions = {
  until: Date;
  /** 0.1 tells the same story with a tenth of the people. */
  scale?: number;
};

/** All that ever happens, in order. Pure: the same day and scale give the same steps. */
export function writeStory({ until, scale = 1 }: StoryOptions): Step[] {
  const era = eraUntil(until);
  const steps = [
    ...companySteps(era),
    ...writeStagedLives(era),
    ...writeRareLives(era),
    ...arrivals(era, Math.round(customers * scale), 'customer').flatMap((at, number) => writeLife(era, number, at)),
    ...arrivals(era, Math.round(guests * scale), 'guest').flatMap((at, number) => writeGuestLife(era, number, at)),
  ];
  return steps.sort((a, b) => a.at - b.at);
}

function companySteps({ opening, insights, renaming, priceRise }: Era): Step[] {
  const on = (at: DateTime, deed: Step['deed']): Step => ({ at: at.toSeconds(), life: 'company', deed });
  return [
    on(opening, { kind: 'open-shop' }),
    on(insights.minus({ hours: 1 }), { kind: 'launch-insights' }),
    on(renaming, { kind: 'rename-insights' }),
    on(priceRise.minus({ minutes: 30 }), { kind: 'raise-prices' }),
    ...payDays(opening).map((day) => on(day, { kind: 'pay-out' })),
  ];
}

/** On the fourth of every month what has come in goes to the bank. */
const payDays = (opening: DateTime): DateTime[] =>
  Array.from({ length: storyMonths - 2 }, (_, month) => opening.plus({ months: month + 1, days: 3, hours: 6 }));

/** Most people subscribe; a few only buy something; some users are two customers at Stripe. */
function writeLife(era: Era, number: number, at: DateTime): Step[] {
  if (number % 11 === 4) return writeBuyerLife(era, number, at);
  if (number % 45 === 36) return writeReservationLife(era, number, at);
  const person = makePerson(number);
  const life = writeSubscriberLife(era, `subscriber ${number}`, person, at);
  const later = daysLater(at, 40, seededRandom(`second site of ${number}`));
  if (number % 40 !== 7 || !person.userId || later >= era.closing) return life;
  // Every other of them signed up again, under the same address: two users, and perhaps one person.
  const userId = number % 80 === 7 ? person.userId : `${person.userId}_again`;
  const secondSite = { ...person, userId, name: `${person.company} (second site)` };
  return [...life, ...writeSubscriberLife(era, `second site of ${number}`, secondSite, later)];
}

/** When people arrive: by the month's demand, mostly on working days, and never after the story ends. */
function arrivals(era: Era, total: number, kind: string): DateTime[] {
  const demands = Array.from({ length: storyMonths }, (_, month) => demand(era.opening, month));
  const sum = demands.reduce((a, b) => a + b, 0);
  const days: DateTime[] = [];
  let owed = 0;
  demands.forEach((wanted, month) => {
    owed += (total * wanted) / sum;
    for (; owed >= 1; owed--) days.push(arrivalIn(era.opening.plus({ months: month }), `${kind} ${days.length}`));
  });
  return days.filter((day) => day < era.closing);
}

function arrivalIn(month: DateTime, seed: string): DateTime {
  const random = seededRandom(`arrival of ${seed}`);
  const days = (month.daysInMonth ?? 30) - 1;
  const at = daysLater(month, random.between(0, days), random);
  return at.weekday > 5 && random.chance(0.6) ? daysLater(month, random.between(0, days), random) : at;
}
