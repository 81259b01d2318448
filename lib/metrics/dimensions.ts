export type Unit = 'money' | 'count' | 'ratio' | 'number';
export type Dimension = 'product' | 'price' | 'interval' | 'currency' | 'country';

/** Keeps (or, negated, leaves out) what has one of these values. */
export interface DimensionFilter {
  dimension: Dimension;
  negated: boolean;
  values: string[];
}
