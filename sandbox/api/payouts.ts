import { z } from 'zod';
import { currentBalance } from '../billing/current-balance';
import { cancelPayout, payOut, reversePayout } from '../billing/payouts';
import { resourceMissing } from '../core/errors';
import { createdPaging, listPage } from '../core/list';
import { integer, isWithin, mergeMetadata, metadata, text, timeRange } from '../core/params';
import { route } from '../core/router';
import { change, type Sandbox } from '../core/sandbox';
import type { Payout } from '../objects/payout';

const none = z.strictObject({});
const createParams = z.strictObject({
  amount: integer.pipe(z.number().positive()),
  currency: text,
  description: text.optional(),
  destination: text.optional(),
  metadata: metadata.optional(),
  method: z.enum(['standard', 'instant']).optional(),
  source_type: text.optional(),
  statement_descriptor: text.optional(),
});
const listParams = z.strictObject({
  ...createdPaging,
  arrival_date: timeRange.optional(),
  destination: text.optional(),
  status: z.enum(['pending', 'in_transit', 'paid', 'failed', 'canceled']).optional(),
});

export const payoutRoutes = [
  route('GET', '/v1/balance', none, (sandbox) => currentBalance(sandbox)),
  route('POST', '/v1/payouts', createParams, (sandbox, params) =>
    payOut(sandbox, {
      amount: params.amount,
      automatic: false,
      currency: params.currency.toLowerCase(),
      description: params.description,
      metadata: mergeMetadata({}, params.metadata),
      method: params.method,
      statementDescriptor: params.statement_descriptor,
    }),
  ),
  route('GET', '/v1/payouts', listParams, (sandbox, params) =>
    listPage(sandbox.store.payouts, params, {
      url: '/v1/payouts',
      kind: 'payout',
      createdOf: ({ created }) => created,
      match: ({ arrival_date, destination, status }) =>
        isWithin(arrival_date, params.arrival_date) &&
        (params.destination === undefined || destination === params.destination) &&
        (params.status === undefined || status === params.status),
    }),
  ),
  route('GET', '/v1/payouts/:id', none, (sandbox, _params, id) => findPayout(sandbox, id)),
  route('POST', '/v1/payouts/:id', z.strictObject({ metadata: metadata.optional() }), (sandbox, params, id) => {
    const before = findPayout(sandbox, id);
    const after = { metadata: mergeMetadata(before.metadata, params.metadata) };
    return change(sandbox, sandbox.store.payouts, before, after, 'payout.updated');
  }),
  route('POST', '/v1/payouts/:id/cancel', none, (sandbox, _params, id) => cancelPayout(sandbox, id)),
  route('POST', '/v1/payouts/:id/reverse', z.strictObject({ metadata: metadata.optional() }), (sandbox, params, id) =>
    reversePayout(sandbox, id, mergeMetadata({}, params.metadata)),
  ),
];

function findPayout(sandbox: Sandbox, id: string): Payout {
  const payout = sandbox.store.payouts.get(id);
  if (!payout) throw resourceMissing('payout', id);
  return payout;
}
