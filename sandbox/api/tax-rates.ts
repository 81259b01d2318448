import { z } from 'zod';
import { resourceMissing } from '../core/errors';
import { createdPaging, listPage } from '../core/list';
import { decimal, flag, mergeMetadata, metadata, text } from '../core/params';
import { route } from '../core/router';
import { change, type Sandbox } from '../core/sandbox';
import { newTaxRate, type TaxRate } from '../objects/tax-rate';

const fields = {
  active: flag.optional(),
  country: text.optional(),
  description: text.optional(),
  jurisdiction: text.optional(),
  metadata: metadata.optional(),
  state: text.optional(),
  tax_type: text.optional(),
};
const createParams = z.strictObject({ ...fields, display_name: text, inclusive: flag, percentage: decimal });
const updateParams = z.strictObject({ ...fields, display_name: text.optional() });
const listParams = z.strictObject({ ...createdPaging, active: flag.optional(), inclusive: flag.optional() });

export const taxRateRoutes = [
  route('POST', '/v1/tax_rates', createParams, create),
  route('GET', '/v1/tax_rates', listParams, (sandbox, params) =>
    listPage(sandbox.store.taxRates, params, {
      url: '/v1/tax_rates',
      kind: 'tax rate',
      createdOf: ({ created }) => created,
      match: ({ active, inclusive }) =>
        (params.active === undefined || active === params.active) &&
        (params.inclusive === undefined || inclusive === params.inclusive),
    }),
  ),
  route('GET', '/v1/tax_rates/:id', z.strictObject({}), (sandbox, _params, id) => findTaxRate(sandbox, id)),
  route('POST', '/v1/tax_rates/:id', updateParams, update),
];

function findTaxRate(sandbox: Sandbox, id: string): TaxRate {
  const rate = sandbox.store.taxRates.get(id);
  if (!rate) throw resourceMissing('tax rate', id);
  return rate;
}

function create(sandbox: Sandbox, params: z.output<typeof createParams>): TaxRate {
  const rate = sandbox.store.taxRates.add(
    newTaxRate({
      id: sandbox.ids.next('txr'),
      active: params.active ?? true,
      country: params.country ?? null,
      created: sandbox.time(),
      description: params.description ?? null,
      display_name: params.display_name,
      effective_percentage: params.percentage,
      inclusive: params.inclusive,
      jurisdiction: params.jurisdiction ?? null,
      livemode: sandbox.settings.livemode,
      metadata: mergeMetadata({}, params.metadata),
      percentage: params.percentage,
      state: params.state ?? null,
      tax_type: params.tax_type ?? null,
    }),
  );
  sandbox.emit('tax_rate.created', rate);
  return rate;
}

function update(sandbox: Sandbox, params: z.output<typeof updateParams>, id: string): TaxRate {
  const before = findTaxRate(sandbox, id);
  const { metadata: labels, ...plain } = params;
  const given = Object.fromEntries(Object.entries(plain).filter(([, value]) => value !== undefined));
  const after = { ...given, metadata: mergeMetadata(before.metadata, labels) };
  return change(sandbox, sandbox.store.taxRates, before, after, 'tax_rate.updated');
}
