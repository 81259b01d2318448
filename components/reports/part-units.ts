import type { Unit } from '@/lib/reports/types';

interface Parts {
  numerator: Unit;
  denominator: Unit;
  /** The word between the two. */
  joint: 'of' | 'over';
  /** A second ratio that the first is divided by: its name, and the named parts it is made of. */
  divisor?: { label: string; numerator: string; denominator: string };
}

const OF_MONEY: Parts = { numerator: 'money', denominator: 'money', joint: 'of' };
const MONEY_OVER_PEOPLE: Parts = { numerator: 'money', denominator: 'count', joint: 'over' };
const COUNTS: Parts = { numerator: 'count', denominator: 'count', joint: 'of' };

/** What the two sides of a ratio are made of, where they are not plain counts. */
const PARTS: Record<string, Parts> = {
  arpu: MONEY_OVER_PEOPLE,
  arppu: MONEY_OVER_PEOPLE,
  'revenue-per-mapped-user': MONEY_OVER_PEOPLE,
  ltv: { ...MONEY_OVER_PEOPLE, divisor: { label: 'churn', numerator: 'churned', denominator: 'exposed' } },
  'realised-ltv': MONEY_OVER_PEOPLE,
  'ltv-since-purchase': MONEY_OVER_PEOPLE,
  cac: MONEY_OVER_PEOPLE,
  roas: { numerator: 'money', denominator: 'money', joint: 'over' },
  payback: OF_MONEY,
  'coupon-impact': OF_MONEY,
  'refunded-share': OF_MONEY,
  'average-purchases-per-user': { ...COUNTS, joint: 'over' },
  'quick-ratio': { numerator: 'money', denominator: 'money', joint: 'over' },
  'refund-rate-amount': OF_MONEY,
  nrr: OF_MONEY,
  grr: OF_MONEY,
  'gross-mrr-churn': OF_MONEY,
  'net-mrr-churn': OF_MONEY,
  'churned-mrr-rate': OF_MONEY,
};

export function partUnits(metric: string): Parts {
  return PARTS[metric] ?? COUNTS;
}
