import type { DateTime } from 'luxon';
import type { Course, Era } from './course';
import { daysLater, say, seatsFor, taxFor, termsOn } from './course';
import type { Person } from './make-person';
import type { Month } from './month-odds';
import { monthOdds, risesWithin } from './month-odds';
import type { Random } from './seeded-random';
import { seededRandom } from './seeded-random';
import type { Step } from './steps';
import { writeChange } from './write-change';
import { fateWriters } from './write-fates';
import { bankTransfer, writeFirstSubscription, writePaidStart } from './write-first-subscription';

/** Everything one subscriber will do from joining to the end of the story. Pure: the same arguments, the same life. */
export function writeSubscriberLife(era: Era, life: string, person: Person, joined: DateTime): Step[] {
  const course = startCourse(era, life, person, joined);
  const known = { ...person, ...noticed(life, course.terms.plan) };
  say(course, joined.minus({ minutes: 4 }), { kind: 'join', person: known, card: hasCard(course) });
  let began = writeFirstSubscription(course, joined);
  dropCardOfTheCardless(course);
  while (began) {
    const left = writeTenure(course);
    began = left && writeReturn(course, left);
  }
  tellUserIdLate(course, joined);
  return course.steps.filter((step) => step.at < era.closing.toSeconds());
}

function startCourse(era: Era, life: string, person: Person, joined: DateTime): Course {
  const random = seededRandom(life);
  const plan = random.weighted({ starter: 38, team: 38, business: 24 });
  const interval = random.weighted({ month: 85, year: 15 });
  const seats = seatsFor(plan, random);
  const terms = termsOn(era, joined, { plan, interval, currency: person.currency, seats });
  const byInvoice = plan === 'business' && interval === 'year' && random.chance(0.3);
  const tax = taxFor(person, random);
  return { life, era, random, person, steps: [], tax, terms, byInvoice, addon: false, anchor: joined };
}

const segments = {
  starter: { startup: 70, agency: 27, enterprise: 3 },
  team: { startup: 34, agency: 51, enterprise: 15 },
  business: { startup: 9, agency: 31, enterprise: 60 },
} as const;
const sources = { search: 36, referral: 22, partner: 14, event: 9, advert: 19 } as const;

/** What the company notes of who joins: of seven in eight their segment, and mostly what led them here. */
function noticed(life: string, plan: Course['terms']['plan']): Pick<Person, 'segment' | 'signupSource'> {
  const random = seededRandom(`segment of ${life}`);
  const segment = random.weighted(segments[plan === 'insights' ? 'team' : plan]);
  const signupSource = random.weighted(sources);
  return { ...(random.chance(0.88) && { segment }), ...(random.chance(0.8) && { signupSource }) };
}

const hasCard = (course: Course) => !course.byInvoice;

/** Who never gave a card for the trial joined without one. */
function dropCardOfTheCardless({ steps }: Course): void {
  const cardless = steps.some(({ deed }) => deed.kind === 'subscribe' && deed.withoutCard);
  const join = steps[0]?.deed;
  if (cardless && join?.kind === 'join') join.card = false;
}

/** Writes month after month until the customer leaves (answers when) or the story ends (answers null). */
function writeTenure(course: Course): DateTime | null {
  for (let number = 0; ; number++) {
    const anchor = course.anchor;
    const month: Month = {
      number,
      from: anchor.plus({ months: number }),
      to: anchor.plus({ months: number + 1 }),
      renews: course.terms.interval === 'month' || (number + 1) % 12 === 0,
    };
    if (month.from >= course.era.closing) return null;
    const left = writeMonth(course, month);
    if (left) return left;
    if (course.anchor !== anchor) number = -1;
  }
}

function writeMonth(course: Course, month: Month): DateTime | null {
  const { random, era } = course;
  const fate = random.weighted(monthOdds(course, month));
  const rises = risesWithin(course, month) && random.chance(0.75);
  const left = fateWriters[fate](course, month);
  if (rises) writeChange(course, era.priceRise.plus({ seconds: random.between(60, 7_000) }), 'price-rise');
  if (!left && month.renews && course.byInvoice) {
    say(course, daysLater(month.to, random.between(4, 24), random), bankTransfer);
  }
  return left;
}

/** One in five comes back: some within the day, most after months, usually on the plan they left. */
function writeReturn(course: Course, left: DateTime): DateTime | null {
  const { random, steps, era, terms } = course;
  const last = steps.filter(({ deed }) => deed.kind !== 'change').at(-1)?.deed;
  if (last?.kind === 'erase') return null;
  if (!random.chance(0.28)) {
    if (random.chance(0.04)) say(course, daysLater(left, random.between(40, 90), random), { kind: 'erase' });
    return null;
  }
  const at = returnsAt(random, left, last?.kind === 'cancel-now');
  const plan = random.chance(0.8) ? terms.plan : random.pick(['starter', 'team', 'business']);
  const seats = plan === terms.plan ? terms.seats : seatsFor(plan, random);
  course.terms = termsOn(era, at, { ...terms, plan, seats });
  say(course, at.minus({ minutes: 3 }), { kind: 'card', works: true });
  return writePaidStart(course, at);
}

function returnsAt(random: Random, left: DateTime, atOnce: boolean): DateTime {
  if (atOnce && random.chance(0.3)) return left.plus({ minutes: random.between(20, 150) });
  const days = random.weighted({ weeks: 25, months: 75 }) === 'weeks' ? random.between(4, 24) : random.between(35, 240);
  return daysLater(left, days, random);
}

/** A few connect their Stripe customer with their account only weeks later: earlier sales are joined in hindsight. */
function tellUserIdLate(course: Course, joined: DateTime): void {
  const { person, random, steps } = course;
  if (!person.email || person.userId || !random.chance(0.25)) return;
  const at = daysLater(joined, random.between(10, 60), random);
  const erased = steps.find((step) => step.deed.kind === 'erase');
  if (erased && erased.at <= at.toSeconds()) return;
  const number = course.life.replace(/\D/g, '');
  say(course, at, { kind: 'tell-user-id', userId: `usr_late_${number}` });
}
