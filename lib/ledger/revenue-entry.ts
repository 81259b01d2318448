import type { Definitions } from './definitions';
import { type Entry, type Measure, STRIPE_FEES } from './entry';

/** What an entry says about when and of what; the rest is its amount. */
export type Base = Pick<
  Entry,
  | 'day'
  | 'occurredAt'
  | 'knownAt'
  | 'currency'
  | 'productId'
  | 'priceId'
  | 'interval'
  | 'coupon'
  | 'ratedOn'
  | 'earlier'
>;

/** Labels of prices, for the interval dimension: price id → "month", "3 months" … */
export interface PriceIntervals {
  get(priceId: string): string | undefined;
}

/** What deriving revenue needs beside the facts. */
export interface RevenueContext {
  timeZone: string;
  intervals: PriceIntervals;
  definitions: Pick<Definitions, 'revenueTiming' | 'saleFx'>;
}

export function entry(
  id: string,
  measure: Measure,
  base: Base,
  minor: bigint,
  quantity: bigint,
  detail: Entry['detail'],
): Entry {
  return { ...base, id, measure, minor, quantity, detail };
}

export const isSomething = ({ minor, quantity }: Entry) => minor !== 0n || quantity !== 0n;

/** Of no product: a whole sale, charge or count. */
export const OF_NO_PRODUCT = { productId: '', priceId: '', interval: '', coupon: '' };

/** Stripe's fees, which are of no sale's product either, stand in a row of their own. */
export const OF_FEES = { ...OF_NO_PRODUCT, productId: STRIPE_FEES, coupon: STRIPE_FEES };
