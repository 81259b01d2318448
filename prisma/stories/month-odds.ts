import type { DateTime } from 'luxon';
import type { Course } from './course';
import { restlessness } from './seasons';

/** What can happen to a paying customer in one month; at most one thing does. */
export type Fate =
  | 'nothing'
  | 'leaves-at-period-end'
  | 'leaves-now'
  | 'wavers'
  | 'card-fails'
  | 'upgrades'
  | 'downgrades'
  | 'adds-seats'
  | 'drops-seats'
  | 'goes-yearly'
  | 'adds-insights'
  | 'drops-insights'
  | 'asks-refund'
  | 'books-workshop'
  | 'disappears';

/** One month of a tenure; `renews` when a bill falls due at its end. */
export type Month = { from: DateTime; to: DateTime; renews: boolean; number: number };

/** Chance, in a thousand, of leaving at the end of a billing period, by plan. */
const leaving = { starter: 31, team: 18, business: 12, insights: 0 } as const;

/** The odds of a month out of 1,000. The month of the price rise leaves only two ways: staying and going. */
export function monthOdds(course: Course, month: Month): Record<Fate, number> {
  const odds = risesWithin(course, month) ? leavingOdds(course, month) : ordinaryOdds(course, month);
  const taken = Object.values(odds).reduce((sum, weight) => sum + weight, 0);
  return { ...never, ...odds, nothing: Math.max(0, 1000 - taken) };
}

/** The price rise touches customers who pay by the month for a plan whose price rose, unless they renew that morning. */
export function risesWithin(course: Course, month: Month): boolean {
  const { terms, era } = course;
  const touched =
    terms.interval === 'month' && terms.edition === 1 && (terms.plan === 'starter' || terms.plan === 'business');
  return touched && month.from < era.priceRise && era.priceRise.plus({ hours: 4 }) <= month.to;
}

const never: Readonly<Record<Fate, number>> = {
  nothing: 0,
  'leaves-at-period-end': 0,
  'leaves-now': 0,
  wavers: 0,
  'card-fails': 0,
  upgrades: 0,
  downgrades: 0,
  'adds-seats': 0,
  'drops-seats': 0,
  'goes-yearly': 0,
  'adds-insights': 0,
  'drops-insights': 0,
  'asks-refund': 0,
  'books-workshop': 0,
  disappears: 0,
};

function leavingOdds({ terms, era }: Course, month: Month): Partial<Record<Fate, number>> {
  const unrest = restlessness(Math.floor(month.to.diff(era.opening, 'months').months));
  const monthly = leaving[terms.plan] * unrest;
  if (terms.interval === 'year') return month.renews ? { 'leaves-at-period-end': monthly * 5 } : {};
  return { 'leaves-at-period-end': monthly * 0.78, 'leaves-now': monthly * 0.22 };
}

function ordinaryOdds(course: Course, month: Month): Partial<Record<Fate, number>> {
  const { terms, byInvoice, addon, era } = course;
  const { plan, interval } = terms;
  const insightsMayCome = !addon && plan !== 'starter' && month.from >= era.insights && !byInvoice;
  return {
    ...leavingOdds(course, month),
    wavers: month.renews && !byInvoice ? 6 : 0,
    'card-fails': month.renews && !byInvoice ? 34 : 0,
    upgrades: plan !== 'business' && !byInvoice ? 17 : 0,
    downgrades: plan !== 'starter' && interval === 'month' ? 7 : 0,
    'adds-seats': plan === 'team' ? 75 : 0,
    'drops-seats': plan === 'team' && interval === 'month' ? 24 : 0,
    'goes-yearly': interval === 'month' && month.number > 1 ? 8 : 0,
    'adds-insights': insightsMayCome ? 22 : 0,
    'drops-insights': addon ? 24 : 0,
    'asks-refund': !byInvoice && (interval === 'month' || month.number % 12 === 0) ? 17 : 0,
    'books-workshop': byInvoice ? 0 : plan !== 'starter' && month.number < 4 ? 35 : 4,
    disappears: 1,
  };
}
