import { z } from 'zod';
import { cancelRefund, refundCharge } from '../billing/refund-charge';
import { invalidRequest, resourceMissing } from '../core/errors';
import { createdPaging, listPage } from '../core/list';
import { flag, integer, mergeMetadata, metadata, text } from '../core/params';
import { previousAttributes } from '../core/previous-attributes';
import { route } from '../core/router';
import { change, type Sandbox } from '../core/sandbox';
import type { Charge } from '../objects/charge';
import type { Refund } from '../objects/refund';

const createParams = z.strictObject({
  amount: integer.pipe(z.number().positive()).optional(),
  charge: text.optional(),
  metadata: metadata.optional(),
  payment_intent: text.optional(),
  refund_application_fee: flag.optional(),
  reason: z.enum(['duplicate', 'fraudulent', 'requested_by_customer']).optional(),
});
const listParams = z.strictObject({ ...createdPaging, charge: text.optional(), payment_intent: text.optional() });

export const refundRoutes = [
  route('POST', '/v1/refunds', createParams, (sandbox, params) =>
    refundCharge(sandbox, chargeOf(sandbox, params), {
      amount: params.amount,
      metadata: mergeMetadata({}, params.metadata),
      reason: params.reason ?? null,
      refundApplicationFee: params.refund_application_fee ?? false,
    }),
  ),
  route('GET', '/v1/refunds', listParams, (sandbox, params) =>
    listPage(sandbox.store.refunds, params, {
      url: '/v1/refunds',
      kind: 'refund',
      createdOf: ({ created }) => created,
      within: params.charge === undefined ? ['paymentIntent', params.payment_intent] : ['charge', params.charge],
    }),
  ),
  route('GET', '/v1/refunds/:id', z.strictObject({}), (sandbox, _params, id) => findRefund(sandbox, id)),
  route('POST', '/v1/refunds/:id', z.strictObject({ metadata: metadata.optional() }), (sandbox, params, id) => {
    const before = findRefund(sandbox, id);
    const after = { metadata: mergeMetadata(before.metadata, params.metadata) };
    const changed = change(sandbox, sandbox.store.refunds, before, after, 'refund.updated');
    const previous = previousAttributes(before, changed);
    if (previous) sandbox.emit('charge.refund.updated', changed, previous);
    return changed;
  }),
  route('POST', '/v1/refunds/:id/cancel', z.strictObject({}), (sandbox, _params, id) => {
    findRefund(sandbox, id);
    return cancelRefund(sandbox, id);
  }),
];

function findRefund(sandbox: Sandbox, id: string): Refund {
  const refund = sandbox.store.refunds.get(id);
  if (!refund) throw resourceMissing('refund', id);
  return refund;
}

function chargeOf(sandbox: Sandbox, params: z.output<typeof createParams>): Charge {
  const intent = params.payment_intent;
  if (intent !== undefined) {
    const charge = sandbox.store.charges.where('paymentIntent', intent).findLast(({ paid }) => paid);
    if (!charge) throw invalidRequest(`PaymentIntent ${intent} has no successful charge to refund.`, 'payment_intent');
    return charge;
  }
  if (params.charge === undefined) {
    throw invalidRequest(
      'One of the following params should be provided for this request: payment_intent or charge.',
      undefined,
      'parameter_missing',
    );
  }
  const charge = sandbox.store.charges.get(params.charge);
  if (!charge) throw resourceMissing('charge', params.charge, 'charge');
  return charge;
}
