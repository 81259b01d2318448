import type { AcquisitionFigure } from './acquisition';
import {
  type Dimension,
  type FilterDimension,
  type FixedDimension,
  METADATA,
  ORIGIN_DIMENSIONS,
  PERSON,
  PROMOTION_CODE,
  type Unit,
} from './dimensions';
import type { SeriesTerm } from './mrr-levels';
import type { Level } from './options';

export type MovementName = 'new' | 'expansion' | 'contraction' | 'churn' | 'reactivation';

/** A signed sum of ledger measures. */
export type Terms = readonly { measure: string; sign: 1 | -1; of?: 'amount' | 'quantity' }[];

/** How a metric is computed; the engine has one rule per kind. */
export type Formula =
  | { kind: 'mrr'; times: number }
  /** A level beside MRR, from the series that make it up. */
  | { kind: 'series'; terms: readonly SeriesTerm[] }
  | { kind: 'movement'; names: readonly MovementName[]; negate?: boolean }
  | { kind: 'fx' }
  | { kind: 'net-new' }
  | { kind: 'quick-ratio' }
  /** Signed movements, on top of the opening MRR or not, ÷ opening MRR. `retained`: only of customers who had some then. */
  | { kind: 'mrr-rate'; opening: boolean; names: readonly MovementName[]; sign: 1 | -1; retained: boolean }
  | { kind: 'subscribers' }
  | { kind: 'arpu' }
  /** Of customers, or at the level asked for, unless it has one of its own. */
  | { kind: 'churn'; level?: Level }
  /** ARPU ÷ monthly churn, and the two sides of that churn. */
  | { kind: 'ltv' }
  | { kind: 'ltv-churn'; of: 'churned' | 'exposed' }
  | { kind: 'realised-ltv' }
  /** Of the people whose first purchase was in the period, by what brought them. */
  | { kind: 'ltv-since-purchase' }
  | { kind: 'acquisition'; of: AcquisitionFigure }
  | { kind: 'arppu' }
  | { kind: 'mapped-revenue' }
  | { kind: 'beside-churn'; outcome: 'returned' | 'passed' }
  /** `spread`: its parts where revenue is spread over the days that earn it. */
  | {
      kind: 'flow';
      terms: Terms;
      bySale?: Terms;
      fees?: boolean;
      parts?: Readonly<Record<string, Terms>>;
      spread?: Readonly<Record<string, Terms>>;
    }
  | {
      kind: 'rate';
      numerator: Terms;
      denominator: Terms;
      basis?: Readonly<Record<string, { numerator: Terms; denominator: Terms }>>;
      parts?: Readonly<Record<string, Terms>>;
    }
  | { kind: 'buyers' }
  | { kind: 'average-purchases' }
  /** People by how often they bought; `only` those of one range. */
  | { kind: 'frequency'; only: string | null }
  /** What the app and the links tell: `conversions.ts`; `only` one of its parts. */
  | { kind: 'clicks' }
  | { kind: 'leads' | 'sales'; only: string | null }
  | { kind: 'new-customers' }
  | { kind: 'commissions' };

export interface Metric {
  id: string;
  label: string;
  unit: Unit;
  definition: string;
  formula: Formula;
  /** What tells its customers apart by country does so by their account and their metadata as well: `dimensionsOf`. */
  dimensions: readonly FixedDimension[];
  /** Broken down by this even when nobody asks. */
  alwaysBy?: Dimension;
  /** False when one sale or person can belong to several values, so that the parts may exceed the total. */
  additive: boolean;
  /** How the points of a range become its total. */
  rollup: 'last' | 'sum' | 'pooled';
  /** Rising is good (1), bad (−1) or neither (0). */
  good: 1 | -1 | 0;
}

export type MetricEntry = Omit<Metric, 'id'>;

export const BY_ITEM = ['product', 'price', 'interval', 'currency', 'country', 'coupon'] as const;
export const BY_CUSTOMER = ['country'] as const;

/** All that a metric can be broken down and filtered by in a workspace that reports by these keys of customer metadata. */
export const dimensionsOf = (
  { dimensions }: Pick<Metric, 'dimensions'>,
  metadataKeys: readonly string[],
): Dimension[] => [
  ...dimensions,
  ...(dimensions.includes('coupon') ? [PROMOTION_CODE as Dimension] : []),
  ...(dimensions.includes('country') ? ORIGIN_DIMENSIONS : []),
  ...(dimensions.includes('country')
    ? ['account' as const, ...metadataKeys.map((key): Dimension => `${METADATA}${key}`)]
    : []),
];

/** Whatever can be told apart by its customers' account can be narrowed to some people. */
export const canFilterBy = (dimensions: readonly Dimension[], dimension: FilterDimension): boolean =>
  dimension === PERSON ? dimensions.includes('account') : dimensions.includes(dimension);
