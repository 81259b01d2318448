import { z } from 'zod';
import { deactivateCodesOf } from '../billing/redeem-coupon';
import { invalidRequest, resourceMissing } from '../core/errors';
import { createdPaging, listPage } from '../core/list';
import { byCurrency, clearable, decimal, integer, listOf, mergeMetadata, metadata, text } from '../core/params';
import { route } from '../core/router';
import { change, type Sandbox } from '../core/sandbox';
import type { Coupon } from '../objects/coupon';

const createParams = z.strictObject({
  id: text.optional(),
  amount_off: integer.optional(),
  applies_to: z.strictObject({ products: listOf(text) }).optional(),
  currency: text.optional(),
  currency_options: z.record(z.string(), z.strictObject({ amount_off: integer })).optional(),
  duration: z.enum(['forever', 'once', 'repeating']).optional(),
  duration_in_months: integer.optional(),
  max_redemptions: integer.optional(),
  metadata: metadata.optional(),
  name: text.optional(),
  percent_off: decimal.optional(),
  redeem_by: integer.optional(),
});
const updateParams = z.strictObject({ metadata: metadata.optional(), name: clearable(text).optional() });

export const couponRoutes = [
  route('POST', '/v1/coupons', createParams, create),
  route('GET', '/v1/coupons', z.strictObject(createdPaging), (sandbox, params) =>
    listPage(sandbox.store.coupons, params, {
      url: '/v1/coupons',
      kind: 'coupon',
      createdOf: ({ created }) => created,
      match: ({ id }) => !sandbox.store.deletedCoupons.has(id),
    }),
  ),
  route('GET', '/v1/coupons/:id', z.strictObject({}), (sandbox, _params, id) => findCoupon(sandbox, id)),
  route('POST', '/v1/coupons/:id', updateParams, update),
  route('DELETE', '/v1/coupons/:id', z.strictObject({}), (sandbox, _params, id) => remove(sandbox, id)),
];

function findCoupon(sandbox: Sandbox, id: string): Coupon {
  const coupon = sandbox.store.coupons.get(id);
  if (!coupon || sandbox.store.deletedCoupons.has(id)) throw resourceMissing('coupon', id);
  return coupon;
}

function create(sandbox: Sandbox, params: z.output<typeof createParams>): Coupon {
  check(sandbox, params);
  const id = params.id ?? sandbox.ids.next('coupon').slice(-8).toUpperCase();
  const coupon: Coupon = {
    id,
    object: 'coupon',
    amount_off: params.amount_off ?? null,
    created: sandbox.time(),
    currency: params.currency?.toLowerCase() ?? null,
    duration: params.duration ?? 'once',
    duration_in_months: params.duration_in_months ?? null,
    livemode: sandbox.settings.livemode,
    max_redemptions: params.max_redemptions ?? null,
    metadata: mergeMetadata({}, params.metadata),
    name: params.name ?? null,
    percent_off: params.percent_off ?? null,
    redeem_by: params.redeem_by ?? null,
    times_redeemed: 0,
    valid: true,
  };
  if (params.applies_to) sandbox.store.couponProducts.set(id, params.applies_to.products);
  if (params.currency_options) sandbox.store.couponCurrencies.set(id, byCurrency(params.currency_options));
  sandbox.store.coupons.add(coupon);
  sandbox.emit('coupon.created', coupon);
  return coupon;
}

function check(sandbox: Sandbox, params: z.output<typeof createParams>): void {
  if (params.id !== undefined && sandbox.store.coupons.has(params.id)) {
    throw invalidRequest('Coupon already exists.', 'id', 'resource_already_exists');
  }
  if ((params.percent_off === undefined) === (params.amount_off === undefined)) {
    throw invalidRequest('You must pass exactly one of `percent_off` or `amount_off`.', 'percent_off');
  }
  if (params.amount_off !== undefined && params.currency === undefined) {
    throw invalidRequest('You must pass currency when passing amount_off', 'currency', 'parameter_missing');
  }
  if ((params.duration === 'repeating') !== (params.duration_in_months !== undefined)) {
    throw invalidRequest(
      '`duration_in_months` is required with, and only with, a repeating coupon.',
      'duration_in_months',
    );
  }
}

function update(sandbox: Sandbox, params: z.output<typeof updateParams>, id: string): Coupon {
  const before = findCoupon(sandbox, id);
  const after = {
    metadata: mergeMetadata(before.metadata, params.metadata),
    name: params.name === undefined ? before.name : params.name,
  };
  return change(sandbox, sandbox.store.coupons, before, after, 'coupon.updated');
}

/** Whoever holds the discount keeps it, as on Stripe; the coupon can no longer be redeemed. */
function remove(sandbox: Sandbox, id: string) {
  const coupon = findCoupon(sandbox, id);
  const gone = sandbox.store.coupons.replace({ ...coupon, valid: false });
  sandbox.emit('coupon.deleted', gone);
  sandbox.store.deletedCoupons.add(id);
  deactivateCodesOf(sandbox, id);
  return { id, object: 'coupon', deleted: true };
}
