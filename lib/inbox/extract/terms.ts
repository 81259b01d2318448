import { z } from 'zod';
import type { CouponFact, DiscountRef, PriceFact, PromotionCodeFact, TaxRateFact } from '@/lib/ledger/facts';
import { currency, currencyOrNull, decimal, flag, id, instantOrNull, int, intOr, intOrNull, ref, text } from './read';

export const couponShape = z
  .object({
    id,
    name: text,
    percent_off: decimal,
    percent_off_precise: decimal,
    amount_off: intOrNull,
    currency: currencyOrNull,
    currency_options: z.record(z.string(), z.object({ amount_off: int })).nullish(),
    duration: z.enum(['once', 'repeating', 'forever']).catch('once'),
    applies_to: z.object({ products: z.array(id).nullish() }).nullish(),
  })
  .transform(
    (coupon): CouponFact => ({
      id: coupon.id,
      name: coupon.name,
      percentOff: coupon.percent_off,
      amountOff: coupon.amount_off,
      currency: coupon.currency,
      currencyOptions: Object.fromEntries(
        Object.entries(coupon.currency_options ?? {}).map(([code, { amount_off }]) => [code, amount_off]),
      ),
      duration: coupon.duration,
      appliesTo: coupon.applies_to?.products ?? [],
    }),
  );

const couponOrId = z.union([id, couponShape]).nullish();

/** A discount object, its coupon inside (old) or under `source` (new), expanded or not. */
export const discountObject = z
  .object({
    id: id.nullish(),
    coupon: couponOrId,
    source: z.object({ coupon: couponOrId }).nullish(),
    start: instantOrNull,
    end: instantOrNull,
    promotion_code: ref,
  })
  .transform((discount): DiscountRef => {
    const coupon = discount.source?.coupon ?? discount.coupon ?? null;
    const terms = typeof coupon === 'string' ? null : coupon;
    const couponId = typeof coupon === 'string' ? coupon : (coupon?.id ?? null);
    return {
      id: discount.id ?? couponId ?? 'discount',
      couponId,
      coupon: terms,
      start: discount.start,
      end: discount.end,
      ...(discount.promotion_code && { promotionCode: discount.promotion_code }),
    };
  });

/** A discount object, or only its id. */
export const discountRef = z.union([
  id.transform((only): DiscountRef => ({ id: only, couponId: null, coupon: null, start: null, end: null })),
  discountObject,
]);

/** `discounts[]` (new) or `discount` (old). */
export const discountList = (
  many: readonly DiscountRef[] | null | undefined,
  one: DiscountRef | null | undefined,
): DiscountRef[] => (many && many.length > 0 ? [...many] : one ? [one] : []);

/** A promotion code, its coupon under `promotion` (new) or beside the code (old). */
export const promotionCodeShape = z
  .object({ code: z.string().max(500), coupon: ref, promotion: z.object({ coupon: ref }).nullish(), active: flag })
  .transform(
    ({ code, coupon, promotion, active }): PromotionCodeFact => ({
      code,
      couponId: promotion?.coupon ?? coupon,
      active,
    }),
  );

const tierShape = z.object({
  up_to: z.union([int, z.literal('inf')]).nullish(),
  unit_amount: decimal,
  unit_amount_decimal: decimal,
  flat_amount: decimal,
  flat_amount_decimal: decimal,
});

const recurringShape = z.object({
  interval: z.enum(['day', 'week', 'month', 'year']),
  interval_count: intOr(1),
  usage_type: text,
});

/** A price, or a plan of older versions: the same facts in other places. */
export const priceShape = z
  .object({
    id,
    product: ref,
    nickname: text,
    currency,
    unit_amount: decimal,
    unit_amount_decimal: decimal,
    amount: decimal,
    amount_decimal: decimal,
    currency_options: z.record(z.string(), z.object({ unit_amount: decimal, unit_amount_decimal: decimal })).nullish(),
    recurring: recurringShape.nullish(),
    interval: z.enum(['day', 'week', 'month', 'year']).nullish().catch(null),
    interval_count: intOr(1),
    usage_type: text,
    billing_scheme: text,
    tiers_mode: z.enum(['graduated', 'volume']).nullish().catch(null),
    tiers: z.array(tierShape).nullish(),
    transform_quantity: z.object({ divide_by: int, round: z.enum(['up', 'down']) }).nullish(),
    transform_usage: z.object({ divide_by: int, round: z.enum(['up', 'down']) }).nullish(),
  })
  .transform((price): PriceFact => {
    const transform = price.transform_quantity ?? price.transform_usage;
    return {
      id: price.id,
      productId: price.product,
      name: price.nickname,
      currency: price.currency,
      unitAmount: price.unit_amount_decimal ?? price.unit_amount ?? price.amount_decimal ?? price.amount,
      currencyOptions: Object.fromEntries(
        Object.entries(price.currency_options ?? {}).flatMap(([code, option]) => {
          const amount = option.unit_amount_decimal ?? option.unit_amount;
          return amount === null ? [] : [[code, amount] as const];
        }),
      ),
      interval: price.recurring?.interval ?? price.interval ?? null,
      intervalCount: Math.max(1, price.recurring?.interval_count ?? price.interval_count),
      metered: (price.recurring?.usage_type ?? price.usage_type) === 'metered',
      tiersMode: price.billing_scheme === 'tiered' ? (price.tiers_mode ?? 'graduated') : null,
      tiers: price.tiers
        ? price.tiers.map((tier) => ({
            upTo: typeof tier.up_to === 'number' ? tier.up_to : null,
            unitAmount: tier.unit_amount_decimal ?? tier.unit_amount,
            flatAmount: tier.flat_amount_decimal ?? tier.flat_amount,
          }))
        : null,
      transform: transform ? { divideBy: transform.divide_by, round: transform.round } : null,
    };
  });

/** Stands where a deleted price no longer tells its currency: ISO 4217 for "none". */
export const NO_CURRENCY = 'xxx';

const remains = z.object({ id, deleted: z.literal(true), currency: z.undefined().optional() });

/** A price or plan as its own events carry it. Of a deleted one nothing but the id may be left. */
export function readPrice(object: unknown): PriceFact {
  const left = remains.safeParse(object);
  return priceShape.parse(left.success ? { ...left.data, currency: NO_CURRENCY } : object);
}

export const taxRateShape = z.object({ inclusive: flag, percentage: decimal, effective_percentage: decimal }).transform(
  (rate): TaxRateFact => ({
    inclusive: rate.inclusive,
    percentage: rate.effective_percentage ?? rate.percentage ?? '0',
  }),
);
