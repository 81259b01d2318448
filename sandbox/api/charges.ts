import { z } from 'zod';
import { resourceMissing } from '../core/errors';
import { createdPaging, listPage } from '../core/list';
import { clearable, mergeMetadata, metadata, text } from '../core/params';
import { route } from '../core/router';
import { change, type Sandbox } from '../core/sandbox';
import type { Charge } from '../objects/charge';

const listParams = z.strictObject({ ...createdPaging, customer: text.optional(), payment_intent: text.optional() });
const updateParams = z.strictObject({ description: clearable(text).optional(), metadata: metadata.optional() });

export const chargeRoutes = [
  route('GET', '/v1/charges', listParams, (sandbox, params) =>
    listPage(sandbox.store.charges, params, {
      url: '/v1/charges',
      kind: 'charge',
      createdOf: ({ created }) => created,
      within:
        params.payment_intent === undefined ? ['customer', params.customer] : ['paymentIntent', params.payment_intent],
      match: ({ customer }) => params.customer === undefined || customer === params.customer,
    }),
  ),
  route('GET', '/v1/charges/:id', z.strictObject({}), (sandbox, _params, id) => findCharge(sandbox, id)),
  route('POST', '/v1/charges/:id', updateParams, (sandbox, params, id) => {
    const before = findCharge(sandbox, id);
    const after = {
      description: params.description === undefined ? before.description : params.description,
      metadata: mergeMetadata(before.metadata, params.metadata),
    };
    return change(sandbox, sandbox.store.charges, before, after, 'charge.updated');
  }),
];

function findCharge(sandbox: Sandbox, id: string): Charge {
  const charge = sandbox.store.charges.get(id);
  if (!charge) throw resourceMissing('charge', id);
  return charge;
}
