import type { Unit } from '@/lib/reports/types';

interface Parts {
  numerator: Unit;
  denominator: Unit;
  /** The word between the two. */
  joint: 'of' | 'over';
}

const COUNTS: Parts = { numerator: 'count', denominator: 'count', joint: 'of' };

/** What the two sides of a ratio are made of, where they are not plain counts. */
const PARTS: Record<string, Parts> = {
  arpu: { numerator: 'money', denominator: 'count', joint: 'over' },
  'quick-ratio': { numerator: 'money', denominator: 'money', joint: 'over' },
  'refund-rate-amount': { numerator: 'money', denominator: 'money', joint: 'of' },
};

export function partUnits(metric: string): Parts {
  return PARTS[metric] ?? COUNTS;
}
