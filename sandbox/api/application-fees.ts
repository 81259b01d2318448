import { z } from 'zod';
import { refundFee } from '../billing/application-fees';
import { resourceMissing } from '../core/errors';
import { createdPaging, listPage, paging } from '../core/list';
import { integer, mergeMetadata, metadata, text } from '../core/params';
import { route } from '../core/router';
import { change, type Sandbox } from '../core/sandbox';
import type { ApplicationFee, FeeRefund } from '../objects/application-fee';
import { pageOf } from './page-of';

const none = z.strictObject({});
const path = '/v1/application_fees';
const refundParams = z.strictObject({ amount: integer.optional(), metadata: metadata.optional() });

export const applicationFeeRoutes = [
  route('GET', path, z.strictObject({ ...createdPaging, charge: text.optional() }), (sandbox, params) =>
    listPage(sandbox.store.applicationFees, params, {
      url: path,
      kind: 'application fee',
      createdOf: ({ created }) => created,
      match: ({ charge }) => params.charge === undefined || charge === params.charge,
    }),
  ),
  route('GET', `${path}/:id`, none, (sandbox, _params, id) => findFee(sandbox, id)),
  route('POST', `${path}/:id/refunds`, refundParams, (sandbox, params, id) =>
    refundFee(sandbox, findFee(sandbox, id), params.amount, mergeMetadata({}, params.metadata)),
  ),
  route('GET', `${path}/:id/refunds`, z.strictObject(paging), (sandbox, params, id) =>
    pageOf(findFee(sandbox, id).refunds.data, params, { kind: 'fee refund', url: `${path}/${id}/refunds` }),
  ),
  route('GET', `${path}/:id/refunds/:refund`, none, (sandbox, _params, id, refund) =>
    findRefund(findFee(sandbox, id), refund),
  ),
  route(
    'POST',
    `${path}/:id/refunds/:refund`,
    z.strictObject({ metadata: metadata.optional() }),
    (sandbox, params, id, refundId) => {
      const fee = findFee(sandbox, id);
      const before = findRefund(fee, refundId);
      const after = { ...before, metadata: mergeMetadata(before.metadata, params.metadata) };
      const data = fee.refunds.data.map((one) => (one.id === refundId ? after : one));
      change(sandbox, sandbox.store.applicationFees, fee, { refunds: { ...fee.refunds, data } });
      sandbox.emit('application_fee.refund.updated', after, { metadata: before.metadata });
      return after;
    },
  ),
];

function findFee(sandbox: Sandbox, id: string): ApplicationFee {
  const fee = sandbox.store.applicationFees.get(id);
  if (!fee) throw resourceMissing('application fee', id);
  return fee;
}

function findRefund(fee: ApplicationFee, id: string): FeeRefund {
  const refund = fee.refunds.data.find((one) => one.id === id);
  if (!refund) throw resourceMissing('fee refund', id);
  return refund;
}
