import type { Dimension } from '@/lib/reports/types';

export const DIMENSIONS = ['product', 'price', 'interval', 'currency', 'country'] as const satisfies Dimension[];

export const DIMENSION_LABELS: Record<Dimension, string> = {
  product: 'Product',
  price: 'Price',
  interval: 'Billing interval',
  currency: 'Currency',
  country: 'Country',
};

export function isDimension(text: string | undefined): text is Dimension {
  return DIMENSIONS.some((dimension) => dimension === text);
}
