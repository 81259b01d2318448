import { METADATA } from '@/lib/ledger/reported-metadata';

export { METADATA };

export type Unit = 'money' | 'count' | 'ratio' | 'number';
/** Customer metadata under one of the keys that the workspace reports by. */
export type MetadataDimension = `${typeof METADATA}${string}`;

/** Dimensions that every workspace has; an account is a source, by its id. */
export const FIXED_DIMENSIONS = ['product', 'price', 'interval', 'currency', 'country', 'coupon', 'account'] as const;
export type FixedDimension = (typeof FIXED_DIMENSIONS)[number];
export type Dimension = FixedDimension | MetadataDimension;

export const isMetadata = (dimension: Dimension): dimension is MetadataDimension => dimension.startsWith(METADATA);

/** The key of a metadata dimension. */
export const metadataKey = (dimension: MetadataDimension): string => dimension.slice(METADATA.length);

/** Told by the customer alone: counts of whole customers can be divided by it as well. */
export const isOfCustomer = (dimension: Dimension): boolean =>
  dimension === 'country' || dimension === 'account' || isMetadata(dimension);

/**
 * Keeps (or, negated, leaves out) what has one of these values. A coupon stands for every combination that it is in, unless
 * the filter is exact.
 */
export interface DimensionFilter {
  dimension: Dimension;
  negated: boolean;
  exact?: true;
  values: string[];
}
