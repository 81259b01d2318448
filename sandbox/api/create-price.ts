import { z } from 'zod';
import { invalidRequest, resourceMissing } from '../core/errors';
import { clearable, decimalText, flag, integer, listOf, mergeMetadata, metadata, text } from '../core/params';
import type { Sandbox } from '../core/sandbox';
import type { CurrencyOption, Price, Tier } from '../objects/price';

const recurring = z.strictObject({
  interval: z.enum(['day', 'week', 'month', 'year']),
  interval_count: integer.optional(),
  trial_period_days: integer.optional(),
  usage_type: z.enum(['licensed', 'metered']).optional(),
  meter: text.optional(),
});

const tier = z.strictObject({
  up_to: z.union([z.literal('inf').transform(() => null), integer]),
  unit_amount: integer.optional(),
  unit_amount_decimal: decimalText.optional(),
  flat_amount: integer.optional(),
  flat_amount_decimal: decimalText.optional(),
});

export const priceData = {
  currency: text,
  metadata: metadata.optional(),
  recurring: recurring.optional(),
  tax_behavior: z.enum(['unspecified', 'exclusive', 'inclusive']).optional(),
  unit_amount: integer.optional(),
  unit_amount_decimal: decimalText.optional(),
};

const currencyOptions = z.record(
  z.string(),
  z.strictObject({
    tax_behavior: z.enum(['unspecified', 'exclusive', 'inclusive']).optional(),
    unit_amount: integer.optional(),
    unit_amount_decimal: decimalText.optional(),
  }),
);

export const createParams = z.strictObject({
  ...priceData,
  currency_options: currencyOptions.optional(),
  active: flag.optional(),
  billing_scheme: z.enum(['per_unit', 'tiered']).optional(),
  lookup_key: clearable(text).optional(),
  nickname: clearable(text).optional(),
  product: text.optional(),
  product_data: z.strictObject({ name: text, id: text.optional(), metadata: metadata.optional() }).optional(),
  tiers: listOf(tier).optional(),
  tiers_mode: z.enum(['graduated', 'volume']).optional(),
  transform_quantity: z.strictObject({ divide_by: integer, round: z.enum(['up', 'down']) }).optional(),
  transfer_lookup_key: flag.optional(),
});

export type PriceRequest = z.output<typeof createParams> & { readonly product: string };

export function createPrice(sandbox: Sandbox, request: PriceRequest): Price {
  const { product } = request;
  if (!sandbox.store.products.has(product)) throw resourceMissing('product', product, 'product');
  const amounts = amountsOf(request);
  const every = request.recurring;
  if (every?.meter !== undefined && !sandbox.store.meters.has(every.meter)) {
    throw resourceMissing('billing.meter', every.meter, 'recurring[meter]');
  }
  const price: Price = {
    id: sandbox.ids.next('price'),
    object: 'price',
    active: request.active ?? true,
    billing_scheme: request.billing_scheme ?? 'per_unit',
    created: sandbox.time(),
    currency: request.currency.toLowerCase(),
    custom_unit_amount: null,
    livemode: sandbox.settings.livemode,
    lookup_key: request.lookup_key ?? null,
    metadata: mergeMetadata({}, request.metadata),
    nickname: request.nickname ?? null,
    product,
    recurring: every
      ? {
          interval: every.interval,
          interval_count: every.interval_count ?? 1,
          meter: every.meter ?? null,
          trial_period_days: every.trial_period_days ?? null,
          usage_type: every.usage_type ?? 'licensed',
        }
      : null,
    tax_behavior: request.tax_behavior ?? 'unspecified',
    tiers_mode: request.tiers_mode ?? null,
    transform_quantity: request.transform_quantity ?? null,
    type: every ? 'recurring' : 'one_time',
    ...amounts,
  };
  const options = Object.entries(request.currency_options ?? {}).map(
    ([currency, given]) => [currency.toLowerCase(), optionOf(price, given)] as const,
  );
  if (options.length > 0) sandbox.store.priceCurrencies.set(price.id, Object.fromEntries(options));
  if (request.tiers) sandbox.store.tiers.set(price.id, request.tiers.map(tierOf));
  sandbox.store.prices.add(price);
  sandbox.emit('price.created', price);
  return price;
}

function amountsOf(request: PriceRequest): Pick<Price, 'unit_amount' | 'unit_amount_decimal'> {
  if (request.billing_scheme === 'tiered') {
    if (!request.tiers?.length)
      throw invalidRequest('`tiers` must be set when `billing_scheme` is `tiered`.', 'tiers', 'parameter_missing');
    return { unit_amount: null, unit_amount_decimal: null };
  }
  if (request.unit_amount === undefined && request.unit_amount_decimal === undefined) {
    throw invalidRequest(
      'Prices require an `unit_amount` or `unit_amount_decimal` parameter to be set.',
      'unit_amount',
      'parameter_missing',
    );
  }
  return pair(request.unit_amount, request.unit_amount_decimal);
}

const optionOf = (price: Price, given: z.output<typeof currencyOptions>[string]): CurrencyOption => ({
  custom_unit_amount: null,
  tax_behavior: given.tax_behavior ?? price.tax_behavior,
  ...pair(given.unit_amount, given.unit_amount_decimal),
});

const tierOf = (given: z.output<typeof tier>): Tier => {
  const unit = pair(given.unit_amount, given.unit_amount_decimal);
  const flat = pair(given.flat_amount, given.flat_amount_decimal);
  return { ...unit, flat_amount: flat.unit_amount, flat_amount_decimal: flat.unit_amount_decimal, up_to: given.up_to };
};

/** The whole number beside its decimal text; a price of fractions has only the text. */
function pair(whole: number | undefined, text: string | undefined) {
  const exact = text ?? (whole === undefined ? null : String(whole));
  const asNumber = exact === null ? null : Number(exact);
  return { unit_amount: asNumber !== null && Number.isInteger(asNumber) ? asNumber : null, unit_amount_decimal: exact };
}
