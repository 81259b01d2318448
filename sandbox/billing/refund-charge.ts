import { invalidRequest, resourceMissing } from '../core/errors';
import type { Metadata } from '../core/params';
import { change, type Sandbox } from '../core/sandbox';
import type { Charge } from '../objects/charge';
import { newRefund, type Refund, type RefundReason } from '../objects/refund';
import { bookBalance } from './balance';

export interface RefundRequest {
  readonly amount: number | undefined;
  readonly reason: RefundReason | null;
  readonly metadata: Metadata;
}

export function refundCharge(sandbox: Sandbox, charge: Charge, request: RefundRequest): Refund {
  const left = charge.amount_captured - charge.amount_refunded;
  checkRefundable(sandbox, charge, request.amount ?? left, left);
  const amount = request.amount ?? left;
  const id = sandbox.ids.next('re');
  const { currency } = charge;
  const description = `REFUND FOR CHARGE${charge.description ? ` (${charge.description})` : ''}`;
  const transaction = bookBalance(sandbox, { type: 'refund', amount: -amount, currency, source: id, description });
  const refund = sandbox.store.refunds.add(
    newRefund({
      id,
      amount,
      balance_transaction: transaction.id,
      charge: charge.id,
      created: sandbox.time(),
      currency,
      customer: charge.customer,
      metadata: request.metadata,
      payment_intent: charge.payment_intent,
      payment_method: charge.payment_method,
      reason: request.reason,
      status: 'succeeded',
    }),
  );
  sandbox.emit('refund.created', refund);
  const refunded = charge.amount_refunded + amount;
  const patch = { amount_refunded: refunded, refunded: refunded === charge.amount_captured };
  change(sandbox, sandbox.store.charges, charge, patch, 'charge.refunded');
  return refund;
}

function checkRefundable(sandbox: Sandbox, charge: Charge, amount: number, left: number): void {
  if (!charge.paid || !charge.captured)
    throw invalidRequest(`Charge ${charge.id} has not been captured and cannot be refunded.`, 'charge');
  const taken = sandbox.store.disputes.where('charge', charge.id).some((dispute) => !dispute.is_charge_refundable);
  if (taken) {
    throw invalidRequest(
      `Charge ${charge.id} has been charged back and cannot be refunded.`,
      undefined,
      'charge_disputed',
    );
  }
  if (left === 0) {
    throw invalidRequest(`Charge ${charge.id} has already been refunded.`, undefined, 'charge_already_refunded');
  }
  if (amount > left) {
    throw invalidRequest(`Refund amount (${amount}) is greater than unrefunded amount on charge (${left})`, 'amount');
  }
}

/** The customer's bank sends a refund back: the money returns to the balance and the charge counts as less refunded. */
export function failRefund(sandbox: Sandbox, id: string): Refund {
  const { refunds, charges } = sandbox.store;
  const refund = refunds.get(id);
  if (!refund) throw resourceMissing('refund', id);
  if (refund.status !== 'succeeded') throw invalidRequest(`Refund ${id} is ${refund.status} and cannot fail.`);
  const { amount, currency } = refund;
  const description = 'REFUND FAILURE';
  const transaction = bookBalance(sandbox, { type: 'refund_failure', amount, currency, source: id, description });
  const patch = {
    failure_balance_transaction: transaction.id,
    failure_reason: 'expired_or_canceled_card',
    status: 'failed',
  } as const;
  const failed = change(sandbox, refunds, refund, patch, 'charge.refund.updated');
  sandbox.emit('refund.updated', failed, { status: 'succeeded' });
  sandbox.emit('refund.failed', failed);
  const charge = charges.get(refund.charge);
  if (charge) {
    const left = { amount_refunded: charge.amount_refunded - amount, refunded: false };
    change(sandbox, charges, charge, left, 'charge.updated');
  }
  return failed;
}
