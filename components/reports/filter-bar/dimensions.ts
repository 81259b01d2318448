import { FIXED_DIMENSIONS, type FixedDimension, isMetadata, METADATA, metadataKey } from '@/lib/reports/dimensions';
import type { Dimension, DimensionFilter } from '@/lib/reports/types';

/** A filter by values that are listed: people are not. */
export type ValueFilter = DimensionFilter & { dimension: Dimension };

const LABELS: Record<FixedDimension, string> = {
  product: 'Product',
  price: 'Price',
  interval: 'Billing interval',
  currency: 'Currency',
  country: 'Country',
  coupon: 'Coupon',
  account: 'Stripe account',
  promotion_code: 'Promotion code',
  campaign: 'Campaign',
  source: 'Source',
  medium: 'Medium',
  link: 'Link',
  partner: 'Partner',
};

/** Metadata is named by its key, as its owner wrote it. */
export const dimensionLabel = (dimension: Dimension): string =>
  isMetadata(dimension) ? metadataKey(dimension) : LABELS[dimension];

/** The same within a sentence. */
export const dimensionWord = (dimension: Dimension): string =>
  isMetadata(dimension) ? metadataKey(dimension) : LABELS[dimension].toLowerCase().replace('stripe', 'Stripe');

/** Which metadata there is depends on the workspace: the report says so, where it knows no such key. */
export function isDimension(text: string | undefined): text is Dimension {
  return FIXED_DIMENSIONS.some((dimension) => dimension === text) || (text?.startsWith(METADATA) ?? false);
}
