import { z } from 'zod';
import { resourceMissing } from '../core/errors';
import { createdPaging, listPage } from '../core/list';
import { clearable, decimalText, flag, integer, mergeMetadata, metadata, text } from '../core/params';
import { previousAttributes } from '../core/previous-attributes';
import { route } from '../core/router';
import { change, type Sandbox } from '../core/sandbox';
import { type Plan, type Price, planOf } from '../objects/price';
import { createPrice } from './create-price';
import { createProduct } from './products';

const createParams = z.strictObject({
  active: flag.optional(),
  amount: integer.optional(),
  amount_decimal: decimalText.optional(),
  currency: text,
  interval: z.enum(['day', 'week', 'month', 'year']),
  interval_count: integer.optional(),
  metadata: metadata.optional(),
  nickname: text.optional(),
  product: z.union([text, z.strictObject({ name: text, id: text.optional(), metadata: metadata.optional() })]),
  trial_period_days: integer.optional(),
});
const updateParams = z.strictObject({
  active: flag.optional(),
  metadata: metadata.optional(),
  nickname: clearable(text).optional(),
});
const listParams = z.strictObject({ ...createdPaging, active: flag.optional(), product: text.optional() });
const none = z.strictObject({});

/** The older name of recurring prices: every plan is a price, and both are announced. */
export const planRoutes = [
  route('POST', '/v1/plans', createParams, create),
  route('GET', '/v1/plans', listParams, list),
  route('GET', '/v1/plans/:id', none, (sandbox, _params, id) => shownAsPlan(findPrice(sandbox, id))),
  route('POST', '/v1/plans/:id', updateParams, update),
  route('DELETE', '/v1/plans/:id', none, remove),
];

function findPrice(sandbox: Sandbox, id: string): Price {
  const price = sandbox.store.prices.get(id);
  if (!price?.recurring) throw resourceMissing('plan', id);
  return price;
}

function shownAsPlan(price: Price): Plan {
  if (!price.recurring) throw resourceMissing('plan', price.id);
  return planOf(price, price.recurring);
}

function create(sandbox: Sandbox, params: z.output<typeof createParams>): Plan {
  const { product } = params;
  const price = createPrice(sandbox, {
    active: params.active,
    currency: params.currency,
    metadata: params.metadata,
    nickname: params.nickname,
    product: typeof product === 'string' ? product : createProduct(sandbox, product).id,
    recurring: {
      interval: params.interval,
      interval_count: params.interval_count,
      trial_period_days: params.trial_period_days,
    },
    unit_amount: params.amount,
    unit_amount_decimal: params.amount_decimal,
  });
  const plan = shownAsPlan(price);
  sandbox.emit('plan.created', plan);
  return plan;
}

function list(sandbox: Sandbox, params: z.output<typeof listParams>) {
  const page = listPage(sandbox.store.prices, params, {
    url: '/v1/plans',
    kind: 'plan',
    createdOf: ({ created }) => created,
    within: ['product', params.product],
    match: ({ active, recurring }) => recurring !== null && (params.active === undefined || active === params.active),
  });
  return { ...page, data: page.data.map(shownAsPlan) };
}

function update(sandbox: Sandbox, params: z.output<typeof updateParams>, id: string): Plan {
  const before = findPrice(sandbox, id);
  const after = change(
    sandbox,
    sandbox.store.prices,
    before,
    {
      active: params.active ?? before.active,
      metadata: mergeMetadata(before.metadata, params.metadata),
      nickname: params.nickname === undefined ? before.nickname : params.nickname,
    },
    'price.updated',
  );
  const plan = shownAsPlan(after);
  const previous = previousAttributes(shownAsPlan(before), plan);
  if (previous) sandbox.emit('plan.updated', plan, previous);
  return plan;
}

function remove(sandbox: Sandbox, _params: object, id: string) {
  const price = findPrice(sandbox, id);
  sandbox.store.prices.remove(id);
  sandbox.emit('plan.deleted', shownAsPlan(price));
  sandbox.emit('price.deleted', price);
  return { id, object: 'plan', deleted: true };
}
