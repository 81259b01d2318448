import { z } from 'zod';
import { invalidRequest, resourceMissing } from '../core/errors';
import { createdPaging, listPage } from '../core/list';
import { clearable, flag, listOf, mergeMetadata, metadata, text } from '../core/params';
import { route } from '../core/router';
import { change, type Sandbox } from '../core/sandbox';
import { newProduct, type Product } from '../objects/product';
import { createPrice, priceData } from './create-price';

const fields = {
  active: flag.optional(),
  description: clearable(text).optional(),
  images: listOf(text).optional(),
  metadata: metadata.optional(),
  shippable: flag.optional(),
  statement_descriptor: text.optional(),
  tax_code: clearable(text).optional(),
  unit_label: clearable(text).optional(),
  url: clearable(text).optional(),
};
const createParams = z.strictObject({
  ...fields,
  id: text.optional(),
  name: text,
  type: z.enum(['good', 'service']).optional(),
  default_price_data: z.strictObject(priceData).optional(),
});
const updateParams = z.strictObject({ ...fields, name: text.optional(), default_price: text.optional() });
const listParams = z.strictObject({ ...createdPaging, active: flag.optional(), ids: listOf(text).optional() });

export const productRoutes = [
  route('POST', '/v1/products', createParams, createProduct),
  route('GET', '/v1/products', listParams, (sandbox, params) =>
    listPage(sandbox.store.products, params, {
      url: '/v1/products',
      kind: 'product',
      createdOf: ({ created }) => created,
      match: ({ active, id }) =>
        (params.active === undefined || active === params.active) && (params.ids?.includes(id) ?? true),
    }),
  ),
  route('GET', '/v1/products/:id', z.strictObject({}), (sandbox, _params, id) => findProduct(sandbox, id)),
  route('POST', '/v1/products/:id', updateParams, update),
  route('DELETE', '/v1/products/:id', z.strictObject({}), (sandbox, _params, id) => remove(sandbox, id)),
];

function findProduct(sandbox: Sandbox, id: string): Product {
  const product = sandbox.store.products.get(id);
  if (!product) throw resourceMissing('product', id);
  return product;
}

export function createProduct(sandbox: Sandbox, params: z.output<typeof createParams>): Product {
  const now = sandbox.time();
  if (params.id !== undefined && sandbox.store.products.has(params.id)) {
    throw invalidRequest('Product already exists.', 'id', 'resource_already_exists');
  }
  const product = sandbox.store.products.add(
    newProduct({
      id: params.id ?? sandbox.ids.next('prod'),
      active: params.active ?? true,
      created: now,
      default_price: null,
      description: params.description ?? null,
      images: params.images ?? [],
      livemode: sandbox.settings.livemode,
      metadata: mergeMetadata({}, params.metadata),
      name: params.name,
      shippable: params.shippable ?? null,
      statement_descriptor: params.statement_descriptor ?? null,
      tax_code: params.tax_code ?? null,
      unit_label: params.unit_label ?? null,
      updated: now,
      url: params.url ?? null,
    }),
  );
  sandbox.emit('product.created', product);
  if (!params.default_price_data) return product;
  const price = createPrice(sandbox, { ...params.default_price_data, product: product.id });
  return change(sandbox, sandbox.store.products, product, { default_price: price.id }, 'product.updated');
}

function update(sandbox: Sandbox, params: z.output<typeof updateParams>, id: string): Product {
  const before = findProduct(sandbox, id);
  const { metadata: labels, ...plain } = params;
  const given = Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== undefined));
  const after = { ...given, metadata: mergeMetadata(before.metadata, labels), updated: sandbox.time() };
  return change(sandbox, sandbox.store.products, before, after, 'product.updated');
}

function remove(sandbox: Sandbox, id: string) {
  const product = findProduct(sandbox, id);
  if (sandbox.store.prices.where('product', id).length > 0) {
    throw invalidRequest('This product cannot be deleted because it has one or more user-created prices.');
  }
  sandbox.store.products.remove(id);
  sandbox.emit('product.deleted', product);
  return { id, object: 'product', deleted: true };
}
