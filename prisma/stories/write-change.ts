import type { DateTime } from 'luxon';
import type { PlanKey } from './catalog';
import type { Course } from './course';
import { say, seatsFor, termsOn } from './course';
import type { Random } from './seeded-random';
import type { ChangeReason, Settlement, Terms } from './steps';

/** Writes a change of the main subscription, and remembers the new terms. */
export function writeChange(course: Course, at: DateTime, reason: ChangeReason): void {
  const terms = termsAfter(course, at, reason);
  say(course, at, { kind: 'change', slot: 'main', terms, reason, settlement: settlementFor(course.random, reason) });
  course.terms = terms;
  if (reason === 'go-yearly') course.anchor = at;
}

const bigger: Readonly<Record<PlanKey, PlanKey>> = {
  starter: 'team',
  team: 'business',
  business: 'business',
  insights: 'insights',
};

function termsAfter({ terms, random, era }: Course, at: DateTime, reason: ChangeReason): Terms {
  switch (reason) {
    case 'seats-up':
      return { ...terms, seats: terms.seats + Math.max(1, Math.round(terms.seats * 0.05 * random.between(1, 6))) };
    case 'seats-down':
      return { ...terms, seats: Math.max(2, terms.seats - random.between(1, 3)) };
    case 'go-yearly':
      return termsOn(era, at, { ...terms, interval: 'year' });
    case 'price-rise':
      return { ...terms, edition: 2 };
    case 'upgrade':
      return termsOn(era, at, upgraded(terms, random));
    case 'downgrade':
      return termsOn(era, at, { ...terms, plan: 'starter', seats: 1 });
  }
}

/** A crew that outgrows Starter takes seats; a team of twenty already pays more than Business, so it buys more seats. */
function upgraded(terms: Terms, random: Random): Terms {
  if (terms.plan === 'team' && terms.seats >= 14) return { ...terms, seats: terms.seats + random.between(5, 12) };
  const plan = bigger[terms.plan];
  return { ...terms, plan, seats: seatsFor(plan, random) };
}

/** Upgrades are paid at once, seats usually with the next bill, and giving something up brings no money back. */
function settlementFor(random: Random, reason: ChangeReason): Settlement {
  switch (reason) {
    case 'upgrade':
    case 'go-yearly':
      return 'always_invoice';
    case 'seats-up':
      return random.chance(0.6) ? 'create_prorations' : 'always_invoice';
    case 'seats-down':
      return random.chance(0.5) ? 'create_prorations' : 'none';
    case 'downgrade':
    case 'price-rise':
      return 'none';
  }
}
