import { z } from 'zod';
import { invalidRequest, resourceMissing } from '../core/errors';
import { hashText } from '../core/ids';
import { createdPaging, listPage } from '../core/list';
import { byCurrency, flag, integer, mergeMetadata, metadata, text } from '../core/params';
import { route } from '../core/router';
import { change, type Sandbox } from '../core/sandbox';
import type { PromotionCode } from '../objects/promotion-code';

const restrictions = z.strictObject({
  currency_options: z.record(z.string(), z.strictObject({ minimum_amount: integer })).optional(),
  first_time_transaction: flag.optional(),
  minimum_amount: integer.optional(),
  minimum_amount_currency: text.optional(),
});
const createParams = z.strictObject({
  active: flag.optional(),
  code: text.optional(),
  /** How versions before 2025-09-30 name what `promotion` holds. */
  coupon: text.optional(),
  customer: text.optional(),
  expires_at: integer.optional(),
  max_redemptions: integer.optional(),
  metadata: metadata.optional(),
  promotion: z.strictObject({ coupon: text, type: z.literal('coupon') }).optional(),
  restrictions: restrictions.optional(),
});
const updateParams = z.strictObject({ active: flag.optional(), metadata: metadata.optional() });
const listParams = z.strictObject({
  ...createdPaging,
  active: flag.optional(),
  code: text.optional(),
  coupon: text.optional(),
  customer: text.optional(),
});

export const promotionCodeRoutes = [
  route('POST', '/v1/promotion_codes', createParams, create),
  route('GET', '/v1/promotion_codes', listParams, (sandbox, params) =>
    listPage(sandbox.store.promotionCodes, params, {
      url: '/v1/promotion_codes',
      kind: 'promotion code',
      createdOf: ({ created }) => created,
      within: ['coupon', params.coupon],
      match: ({ active, code, customer }) =>
        (params.active === undefined || active === params.active) &&
        (params.code === undefined || code.toLowerCase() === params.code.toLowerCase()) &&
        (params.customer === undefined || customer === params.customer),
    }),
  ),
  route('GET', '/v1/promotion_codes/:id', z.strictObject({}), (sandbox, _params, id) => findCode(sandbox, id)),
  route('POST', '/v1/promotion_codes/:id', updateParams, update),
];

function findCode(sandbox: Sandbox, id: string): PromotionCode {
  const code = sandbox.store.promotionCodes.get(id);
  if (!code) throw resourceMissing('promotion code', id);
  return code;
}

function create(sandbox: Sandbox, params: z.output<typeof createParams>): PromotionCode {
  const couponId = params.promotion?.coupon ?? params.coupon;
  if (couponId === undefined) {
    throw invalidRequest('Missing required param: promotion.', 'promotion', 'parameter_missing');
  }
  const coupon = usableCoupon(sandbox, couponId);
  if (params.customer !== undefined && !sandbox.store.customers.has(params.customer)) {
    throw resourceMissing('customer', params.customer, 'customer');
  }
  const id = sandbox.ids.next('promo');
  const code = params.code ?? hashText(id).toString(36).toUpperCase().padStart(8, '0').slice(-8);
  if (params.active !== false) refuseTwin(sandbox, code);
  const {
    currency_options: options,
    first_time_transaction: first,
    minimum_amount: least,
    minimum_amount_currency: currency,
  } = params.restrictions ?? {};
  if ((least === undefined) !== (currency === undefined)) {
    throw invalidRequest('`minimum_amount` and `minimum_amount_currency` belong together.', 'restrictions');
  }
  if (options) sandbox.store.codeCurrencies.set(id, byCurrency(options));
  const created = sandbox.store.promotionCodes.add({
    id,
    object: 'promotion_code',
    active: params.active ?? true,
    code,
    created: sandbox.time(),
    customer: params.customer ?? null,
    customer_account: null,
    expires_at: params.expires_at ?? coupon.redeem_by,
    livemode: sandbox.settings.livemode,
    max_redemptions: params.max_redemptions ?? null,
    metadata: mergeMetadata({}, params.metadata),
    promotion: { coupon: coupon.id, type: 'coupon' },
    restrictions: {
      first_time_transaction: first ?? false,
      minimum_amount: least ?? null,
      minimum_amount_currency: currency?.toLowerCase() ?? null,
    },
    times_redeemed: 0,
  });
  sandbox.emit('promotion_code.created', created);
  if (created.expires_at !== null) sandbox.schedule(created.expires_at, 'promotion_code.expire', id);
  return created;
}

function usableCoupon(sandbox: Sandbox, id: string) {
  const coupon = sandbox.store.coupons.get(id);
  if (!coupon) throw resourceMissing('coupon', id, 'promotion[coupon]');
  if (!coupon.valid) throw invalidRequest(`Coupon ${id} can no longer be redeemed.`, 'promotion[coupon]');
  return coupon;
}

/** Two codes may spell the same as long as only one of them is active. */
function refuseTwin(sandbox: Sandbox, code: string): void {
  const same = (one: PromotionCode) => one.active && one.code.toLowerCase() === code.toLowerCase();
  if (sandbox.store.promotionCodes.all().some(same)) {
    throw invalidRequest(`An active promotion code with \`code: ${code}\` already exists.`, 'code');
  }
}

function update(sandbox: Sandbox, params: z.output<typeof updateParams>, id: string): PromotionCode {
  const before = findCode(sandbox, id);
  if (params.active && !before.active) {
    usableCoupon(sandbox, before.promotion.coupon);
    refuseTwin(sandbox, before.code);
    const over = before.expires_at !== null && before.expires_at <= sandbox.time();
    const usedUp = before.max_redemptions !== null && before.times_redeemed >= before.max_redemptions;
    if (over || usedUp) throw invalidRequest('This promotion code cannot be active again.', 'active');
  }
  const after = { active: params.active ?? before.active, metadata: mergeMetadata(before.metadata, params.metadata) };
  return change(sandbox, sandbox.store.promotionCodes, before, after, 'promotion_code.updated');
}
