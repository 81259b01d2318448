import type { Measure } from './entry';

/** What net revenue is the signed sum of, before fees (definitions B6). */
export const NET_REVENUE = [
  { measure: 'sale_gross', sign: 1 },
  { measure: 'sale_discount', sign: -1 },
  { measure: 'sale_tax', sign: -1 },
  { measure: 'refund', sign: -1 },
  { measure: 'lost_dispute', sign: -1 },
] as const satisfies readonly { measure: Measure; sign: 1 | -1 }[];

export const FEE = 'fee' satisfies Measure;

/** What a person brings is summed up by the days since they joined, and by blocks of this many days. */
export const BLOCK_DAYS = 30;
