import type { DateTime } from 'luxon';
import type { CodeKey, CouponKey, Currency } from './catalog';
import type { Course } from './course';
import { daysLater, say } from './course';
import { leavingReason } from './reasons';
import { turningPoints } from './seasons';
import type { Random } from './seeded-random';
import { seededRandom } from './seeded-random';
import type { Subscribe } from './steps';

const trialDays = 14;

/** How trials end: about half become customers. */
const trialEndings = {
  converts: 47,
  'converts-early': 4,
  'recovers-late': 3,
  'cancels-at-end': 19,
  'cancels-now': 9,
  declined: 9,
  'never-a-card': 9,
} as const;

type TrialEnding = keyof typeof trialEndings;

/** Subscribes for the first time; answers when paying began, or null when it never did. */
export function writeFirstSubscription(course: Course, joined: DateTime): DateTime | null {
  const { random } = course;
  if (course.byInvoice || !random.chance(0.66)) return writePaidStart(course, joined);
  return writeTrial(course, joined, random.weighted(trialEndings));
}

/** Subscribes without a trial, at once. */
export function writePaidStart(course: Course, at: DateTime): DateTime {
  say(course, at, subscription(course, at));
  course.anchor = at;
  if (course.byInvoice) say(course, daysLater(at, course.random.between(4, 24), course.random), bankTransfer);
  return at;
}

export const bankTransfer = { kind: 'pay-open-invoice', outOfBand: true } as const;

function writeTrial(course: Course, joined: DateTime, ending: TrialEnding): DateTime | null {
  const { random } = course;
  const noCard = ending === 'never-a-card';
  const withoutCard = noCard ? { withoutCard: random.chance(0.75) ? ('cancel' as const) : ('pause' as const) } : {};
  say(course, joined, { ...subscription(course, joined), trialDays, ...withoutCard });
  const ends = joined.plus({ days: trialDays });
  course.anchor = ends;
  return trialEndingWriters[ending](course, joined, ends);
}

type EndingWriter = (course: Course, joined: DateTime, ends: DateTime) => DateTime | null;

const trialEndingWriters: Readonly<Record<TrialEnding, EndingWriter>> = {
  converts: (_course, _joined, ends) => ends,
  'converts-early': (course, joined) => {
    const at = daysLater(joined, course.random.between(3, 11), course.random);
    say(course, at, { kind: 'end-trial-now' });
    course.anchor = at;
    return at;
  },
  'recovers-late': (course, _joined, ends) => {
    say(course, ends.minus({ hours: 2 }), { kind: 'card', works: false });
    const at = ends.plus({ days: course.random.between(1, 4), hours: 3 });
    say(course, at, { kind: 'card', works: true });
    say(course, at.plus({ minutes: 1 }), { kind: 'pay-open-invoice', outOfBand: false });
    return ends;
  },
  'cancels-at-end': (course, joined) => {
    const at = daysLater(joined, course.random.between(1, 12), course.random);
    say(course, at, { kind: 'cancel-at-period-end', slot: 'main', ...leavingReason(course.random, false) });
    return null;
  },
  'cancels-now': (course, joined) => {
    const { feedback } = leavingReason(course.random, false);
    say(course, daysLater(joined, course.random.between(1, 12), course.random), {
      kind: 'cancel-now',
      slot: 'main',
      feedback,
    });
    return null;
  },
  declined: (course, _joined, ends) => {
    say(course, ends.minus({ hours: 2 }), { kind: 'card', works: false });
    return null;
  },
  'never-a-card': () => null,
};

function subscription(course: Course, at: DateTime): Subscribe {
  const { random, terms, tax, byInvoice } = course;
  const coupon = couponFor(random, terms.currency, at, course.era.opening);
  const code = coupon && codeFor(course.life, coupon);
  return {
    kind: 'subscribe',
    slot: 'main',
    terms,
    ...(tax && { tax }),
    ...(coupon && { coupon }),
    ...(code && { code }),
    ...(byInvoice && { byInvoice }),
  };
}

const couponWeights = { none: 79, WELCOME20: 9, FIRST10: 3, SPRING15: 4, NONPROFIT25: 3, PARTNER5: 2 } as const;

/** Partners come by their code; of those who are welcomed, half heard of it. */
function codeFor(life: string, coupon: CouponKey): CodeKey | undefined {
  if (coupon === 'PARTNER5') return 'AGENCIES';
  return coupon === 'WELCOME20' && seededRandom(`code of ${life}`).chance(0.5) ? 'PODCAST' : undefined;
}

/** Amounts off are in dollars, so only dollar customers get those; the launch offer ran for two months. */
function couponFor(random: Random, currency: Currency, at: DateTime, opening: DateTime): CouponKey | undefined {
  const month = Math.floor(at.diff(opening, 'months').months);
  if (month >= turningPoints.launch && month <= turningPoints.launch + 1 && random.chance(0.45)) return 'LAUNCH50';
  const coupon = random.weighted(couponWeights);
  const dollars = coupon === 'FIRST10' || coupon === 'SPRING15' || coupon === 'PARTNER5';
  return coupon === 'none' || (dollars && currency !== 'usd') ? undefined : coupon;
}
