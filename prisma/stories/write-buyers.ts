import type { DateTime } from 'luxon';
import type { Currency } from './catalog';
import type { Era } from './course';
import { daysLater, say } from './course';
import type { Person } from './make-person';
import { makePerson } from './make-person';
import type { Random } from './seeded-random';
import { seededRandom } from './seeded-random';
import type { BuyOnce, Step } from './steps';

type Good = { description: string; usd: number; eur: number; jpy: number };

/** Sold by bare payment, without an invoice. */
const goods: readonly [Good, ...Good[]] = [
  { description: 'Rota template pack', usd: 39_00, eur: 36_00, jpy: 5_500 },
  { description: 'Printed wall planner', usd: 24_00, eur: 22_00, jpy: 3_400 },
  { description: 'Half-day training', usd: 360_00, eur: 330_00, jpy: 52_000 },
  { description: 'Import of old plans', usd: 150_00, eur: 140_00, jpy: 22_000 },
];

/** A customer who never subscribes but buys something, once or a few times. */
export function writeBuyerLife(era: Era, number: number, joined: DateTime): Step[] {
  const life = `buyer ${number}`;
  const random = seededRandom(life);
  const person = makePerson(number);
  const course = { life, steps: [] };
  say(course, joined.minus({ minutes: 2 }), { kind: 'join', person, card: true });
  let at = joined;
  for (let left = random.weighted({ '1': 70, '2': 20, '3': 10 }); ; left = left === '3' ? '2' : '1') {
    const buying = purchase(random, person.currency, 'paid');
    say(course, at, buying);
    if (random.chance(0.04)) {
      say(course, at.plus({ days: 3 }), {
        kind: 'refund',
        percent: random.pick([100, 50]),
        reason: 'requested_by_customer',
      });
    }
    if (left === '1') break;
    at = daysLater(at, random.between(12, 120), random);
  }
  return before(era, course.steps);
}

/** A payment nobody's customer made: guests leave an address for the receipt at most. */
export function writeGuestLife(era: Era, number: number, at: DateTime): Step[] {
  const life = `guest ${number}`;
  const random = seededRandom(life);
  const person = makePerson(100_000 + number);
  if (number % 3 === 1) return before(era, checkout(life, person, random, at));
  const outcome = random.chance(0.09) ? 'declined' : 'paid';
  const buying = purchase(random, person.currency, outcome);
  const course = { life, steps: [] };
  say(course, at, person.email ? { ...buying, receiptEmail: person.email } : buying);
  return before(era, course.steps);
}

/** A third of the guests come by the hosted page; now and then one leaves it without paying. */
function checkout(life: string, person: Person, random: Random, at: DateTime): Step[] {
  const good = random.pick(goods);
  const { name, country, currency, email = 'guest@mail.example.org' } = person;
  const course = { life, steps: [] };
  say(course, at, {
    ...{ kind: 'checkout', amount: good[currency], currency, description: good.description },
    ...{ buyer: { email, name, country }, pays: !random.chance(0.1) },
  });
  return course.steps;
}

/** Reserved by card when booked, captured when held; now and then called off. */
export function writeReservationLife(era: Era, number: number, joined: DateTime): Step[] {
  const life = `reservation ${number}`;
  const random = seededRandom(life);
  const person = makePerson(number);
  const course = { life, steps: [] };
  say(course, joined.minus({ minutes: 2 }), { kind: 'join', person, card: true });
  say(course, joined, purchase(random, person.currency, 'held'));
  say(course, joined.plus({ days: random.between(2, 6) }), { kind: random.chance(0.3) ? 'release' : 'capture' });
  return before(era, course.steps);
}

function purchase(random: Random, currency: Currency, outcome: BuyOnce['outcome']): BuyOnce {
  const good = random.pick(goods);
  return { kind: 'buy-once', amount: good[currency], currency, description: good.description, outcome };
}

function before(era: Era, steps: Step[]): Step[] {
  return steps.filter((step) => step.at < era.closing.toSeconds());
}
