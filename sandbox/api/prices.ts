import { z } from 'zod';
import { invalidRequest, resourceMissing } from '../core/errors';
import { createdPaging, listPage } from '../core/list';
import { clearable, flag, listOf, mergeMetadata, metadata, text } from '../core/params';
import { route } from '../core/router';
import { change, type Sandbox } from '../core/sandbox';
import { type Price, planOf } from '../objects/price';
import { newProduct } from '../objects/product';
import { itemList } from '../objects/subscription';
import { createParams, createPrice } from './create-price';

const updateParams = z.strictObject({
  active: flag.optional(),
  lookup_key: clearable(text).optional(),
  metadata: metadata.optional(),
  nickname: clearable(text).optional(),
  tax_behavior: z.enum(['unspecified', 'exclusive', 'inclusive']).optional(),
});
const listParams = z.strictObject({
  ...createdPaging,
  active: flag.optional(),
  currency: text.optional(),
  lookup_keys: listOf(text).optional(),
  product: text.optional(),
  type: z.enum(['recurring', 'one_time']).optional(),
  recurring: z.strictObject({ interval: text.optional() }).optional(),
});

export const priceRoutes = [
  route('POST', '/v1/prices', createParams, create),
  route('GET', '/v1/prices', listParams, list),
  route('GET', '/v1/prices/:id', z.strictObject({}), (sandbox, _params, id) => findPrice(sandbox, id)),
  route('POST', '/v1/prices/:id', updateParams, update),
];

function findPrice(sandbox: Sandbox, id: string): Price {
  const price = sandbox.store.prices.get(id);
  if (!price) throw resourceMissing('price', id);
  return price;
}

function list(sandbox: Sandbox, params: z.output<typeof listParams>) {
  const asked = (wanted: unknown, has: unknown) => wanted === undefined || wanted === has;
  return listPage(sandbox.store.prices, params, {
    url: '/v1/prices',
    kind: 'price',
    createdOf: ({ created }) => created,
    within: ['product', params.product],
    match: (price) =>
      asked(params.active, price.active) &&
      asked(params.currency, price.currency) &&
      asked(params.type, price.type) &&
      asked(params.recurring?.interval, price.recurring?.interval) &&
      (params.lookup_keys?.includes(price.lookup_key ?? '') ?? true),
  });
}

function create(sandbox: Sandbox, params: z.output<typeof createParams>): Price {
  const product = params.product ?? productOf(sandbox, params.product_data);
  return createPrice(sandbox, { ...params, product });
}

function productOf(sandbox: Sandbox, data: z.output<typeof createParams>['product_data']): string {
  if (!data)
    throw invalidRequest(
      'You must specify either `product` or `product_data` when creating a price.',
      'product',
      'parameter_missing',
    );
  const now = sandbox.time();
  const product = sandbox.store.products.add(
    newProduct({
      id: data.id ?? sandbox.ids.next('prod'),
      active: true,
      created: now,
      default_price: null,
      description: null,
      images: [],
      livemode: sandbox.settings.livemode,
      metadata: mergeMetadata({}, data.metadata),
      name: data.name,
      shippable: null,
      statement_descriptor: null,
      tax_code: null,
      unit_label: null,
      updated: now,
      url: null,
    }),
  );
  sandbox.emit('product.created', product);
  return product.id;
}

function update(sandbox: Sandbox, params: z.output<typeof updateParams>, id: string): Price {
  const before = findPrice(sandbox, id);
  const { metadata: labels, ...plain } = params;
  const given = Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== undefined));
  const after = { ...given, metadata: mergeMetadata(before.metadata, labels) };
  const price = change(sandbox, sandbox.store.prices, before, after, 'price.updated');
  refreshItems(sandbox, price);
  return price;
}

/** Subscription items show their price as it is now. */
function refreshItems(sandbox: Sandbox, price: Price): void {
  const { recurring } = price;
  if (!recurring) return;
  for (const subscription of sandbox.store.subscriptions.all()) {
    if (!subscription.items.data.some((item) => item.price.id === price.id)) continue;
    const items = subscription.items.data.map((item) =>
      item.price.id === price.id ? { ...item, plan: planOf(price, recurring), price: { ...price, recurring } } : item,
    );
    sandbox.store.subscriptions.replace({ ...subscription, items: itemList(subscription.id, items) });
  }
}
