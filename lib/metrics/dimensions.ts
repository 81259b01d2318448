import { ORIGIN_DIMENSIONS, type OriginDimension, PROMOTION_CODE } from '@/lib/ledger/origin-dimensions';
import { METADATA } from '@/lib/ledger/reported-metadata';

export { METADATA, ORIGIN_DIMENSIONS, PROMOTION_CODE };

export type Unit = 'money' | 'count' | 'ratio' | 'number';
/** Customer metadata under one of the keys that the workspace reports by. */
export type MetadataDimension = `${typeof METADATA}${string}`;

/** Dimensions that every workspace has; an account is a source, by its id. */
export const FIXED_DIMENSIONS = [
  ...(['product', 'price', 'interval', 'currency', 'country', 'coupon', 'account', PROMOTION_CODE] as const),
  ...ORIGIN_DIMENSIONS,
] as const;
export type FixedDimension = (typeof FIXED_DIMENSIONS)[number];
export type Dimension = FixedDimension | MetadataDimension;

/** Filters keep the customers of people as well, which nothing is broken down by: there are as many as customers. */
export const PERSON = 'person';
export type FilterDimension = Dimension | typeof PERSON;

export const isMetadata = (dimension: Dimension): dimension is MetadataDimension => dimension.startsWith(METADATA);

/** Where a customer came from: what is not known of it is the rest of the whole, '' or Direct / unknown. */
export const isOrigin = (dimension: string): dimension is OriginDimension =>
  ORIGIN_DIMENSIONS.some((known) => known === dimension);

/** Kept with rows only where it is known. */
export const isOfOrigin = (dimension: string): dimension is OriginDimension | typeof PROMOTION_CODE =>
  dimension === PROMOTION_CODE || isOrigin(dimension);

/** The key of a metadata dimension. */
export const metadataKey = (dimension: MetadataDimension): string => dimension.slice(METADATA.length);

/** Told by the customer alone: counts of whole customers can be divided by it as well. */
export const isOfCustomer = (dimension: FilterDimension): boolean =>
  dimension === PERSON ||
  dimension === 'country' ||
  dimension === 'account' ||
  isOrigin(dimension) ||
  isMetadata(dimension);

/**
 * Keeps (or, negated, leaves out) what has one of these values. A coupon stands for every combination that it is in, unless
 * the filter is exact.
 */
export interface DimensionFilter {
  dimension: FilterDimension;
  negated: boolean;
  exact?: true;
  values: string[];
}
