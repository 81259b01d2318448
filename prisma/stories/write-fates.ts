import type { DateTime } from 'luxon';
import type { Course } from './course';
import { daysLater, say } from './course';
import type { Fate, Month } from './month-odds';
import { risesWithin } from './month-odds';
import { leavingReason } from './reasons';
import { writeChange } from './write-change';

/** Days after which a subscription whose card stays dead has surely been cancelled. */
const dunningDays = 32;

/** Writes one fate; answers when the customer stopped paying, or null when they stay. */
type FateWriter = (course: Course, month: Month) => DateTime | null;

/** Mid-month: clear of the renewal before and of its retries, and of the renewal after. */
function midMonth(course: Course, month: Month): DateTime {
  const { random, era } = course;
  const at = daysLater(month.from, random.between(10, 25), random);
  // Within two hours everybody has the new price; nobody leaves over it before.
  const told = era.priceRise.plus({ hours: 2 });
  if (at > told || !risesWithin(course, month)) return at;
  return told.plus({ seconds: Math.floor(month.to.diff(told, 'seconds').seconds * 0.8 * random.next()) });
}

const stay = (write: (course: Course, at: DateTime, month: Month) => void): FateWriter => {
  return (course, month) => {
    write(course, midMonth(course, month), month);
    return null;
  };
};

export const fateWriters: Readonly<Record<Fate, FateWriter>> = {
  nothing: () => null,
  'leaves-at-period-end': writeLeaving,
  'leaves-now': writeWalkOut,
  wavers: stay((course, at) => {
    const { feedback } = leavingReason(course.random, false);
    say(course, at, { kind: 'cancel-at-period-end', slot: 'main', feedback });
    say(course, at.plus({ hours: course.random.between(1, 40) }), { kind: 'keep', slot: 'main' });
  }),
  'card-fails': writeFailure,
  upgrades: stay((course, at) => writeChange(course, at, 'upgrade')),
  downgrades: stay((course, at) => writeChange(course, at, 'downgrade')),
  'adds-seats': stay((course, at) => writeChange(course, at, 'seats-up')),
  'drops-seats': stay((course, at) => writeChange(course, at, 'seats-down')),
  'goes-yearly': stay((course, at) => writeChange(course, at, 'go-yearly')),
  'adds-insights': stay((course, at) => {
    const terms = { ...course.terms, plan: 'insights', seats: 1, edition: 1, interval: 'month' } as const;
    say(course, at, { kind: 'subscribe', slot: 'addon', terms, ...(course.tax && { tax: course.tax }) });
    course.addon = true;
  }),
  'drops-insights': stay((course, at) => {
    const { feedback } = leavingReason(course.random, false);
    say(course, at, { kind: 'cancel-now', slot: 'addon', feedback });
    course.addon = false;
  }),
  'asks-refund': stay((course, at) => {
    const percent = course.random.chance(0.45) ? 100 : course.random.pick([20, 25, 33, 50]);
    const reason = course.random.chance(0.2) ? 'duplicate' : 'requested_by_customer';
    say(course, at, { kind: 'refund', percent, reason });
  }),
  'books-workshop': stay((course, at) => {
    const tax = course.tax && { tax: course.tax };
    say(course, at, { kind: 'buy-workshop', currency: course.terms.currency, ...tax });
  }),
  disappears: (course, month) => {
    const at = midMonth(course, month);
    say(course, at, { kind: 'erase' });
    return at;
  },
};

function writeLeaving(course: Course, month: Month): DateTime {
  const at = midMonth(course, month);
  const overPrice = Math.abs(at.diff(course.era.priceRise, 'days').days) < 32;
  say(course, at, { kind: 'cancel-at-period-end', slot: 'main', ...leavingReason(course.random, overPrice) });
  if (course.addon) {
    say(course, at.plus({ minutes: 2 }), { kind: 'cancel-at-period-end', slot: 'addon', feedback: 'unused' });
    course.addon = false;
  }
  return month.to;
}

function writeWalkOut(course: Course, month: Month): DateTime {
  const at = midMonth(course, month);
  const { feedback } = leavingReason(course.random, false);
  say(course, at, { kind: 'cancel-now', slot: 'main', feedback });
  if (course.addon) say(course, at.plus({ minutes: 1 }), { kind: 'cancel-now', slot: 'addon', feedback });
  if (course.random.chance(0.3)) {
    say(course, at.plus({ hours: 2 }), { kind: 'refund', percent: 100, reason: 'requested_by_customer' });
  }
  course.addon = false;
  return at;
}

function writeFailure(course: Course, month: Month): DateTime | null {
  const { random } = course;
  say(course, month.to.minus({ hours: 2 }), { kind: 'card', works: false });
  const ending = random.weighted({ retried: 50, 'new-card': 28, lost: 22 });
  if (ending === 'lost') {
    course.addon = false;
    return month.to.plus({ days: dunningDays });
  }
  const at = month.to.plus({ days: random.between(1, 4), hours: 5 });
  say(course, at, { kind: 'card', works: true });
  if (ending === 'new-card') say(course, at.plus({ minutes: 1 }), { kind: 'pay-open-invoice', outOfBand: false });
  return null;
}
