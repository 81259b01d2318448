import { z } from 'zod';
import { ATTRIBUTION_MODELS } from '@/lib/ledger/definitions';
import type { UsedPromotion } from '@/lib/ledger/discount-uses';
import type { OriginDimension } from '@/lib/ledger/origin-dimensions';

/** Where a touch came from, by dimension; "" where it does not tell. */
type TouchOrigin = Record<OriginDimension, string>;

const text = z.string();
const touchOrigin = { campaign: text, source: text, medium: text, link: text, partner: text };

/** A click or a visit with a source (definitions B12), or the use of a partner's promotion code. */
export interface Touch extends TouchOrigin {
  id: string;
  /** Unix milliseconds. */
  at: number;
  isDirect: boolean;
}

/** The part of a customer's sales that is credited to a touch. */
export const share = z.object({
  touch: z.string(),
  /** Unix milliseconds. */
  at: z.number(),
  /** Integer as text: its part of the sum of all weights. */
  weight: z.string().regex(/^[1-9]\d*$/),
  ...touchOrigin,
});
export type Share = z.output<typeof share>;

/** To what the sales of a person are credited. */
export const attribution = z.object({
  model: z.enum(ATTRIBUTION_MODELS),
  /** Never empty; in the order of time. */
  shares: z.array(share).min(1),
});
export type Attribution = z.output<typeof attribution>;

/** A promotion code a customer used, as it is stored. */
export const usedPromotion = z.object({
  id: z.string(),
  coupon: z.string(),
  first: z.number(),
}) satisfies z.ZodType<UsedPromotion>;
