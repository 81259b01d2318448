import { invalidRequest, resourceMissing } from '../core/errors';
import type { Metadata } from '../core/params';
import { change, type Sandbox } from '../core/sandbox';
import type { Charge } from '../objects/charge';
import { newRefund, type Refund, type RefundReason } from '../objects/refund';
import { refundFeeOf } from './application-fees';
import { bookBalance } from './balance';
import { methodBehind } from './payment-method';
import { DAY } from './period';

export interface RefundRequest {
  readonly amount: number | undefined;
  readonly reason: RefundReason | null;
  readonly metadata: Metadata;
  readonly refundApplicationFee?: boolean;
}

export function refundCharge(sandbox: Sandbox, charge: Charge, request: RefundRequest): Refund {
  const left = charge.amount_captured - charge.amount_refunded;
  checkRefundable(sandbox, charge, request.amount ?? left, left);
  const amount = request.amount ?? left;
  const behaviour = behaviourOf(sandbox, charge);
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
      status: behaviour === 'pending at first' ? 'pending' : 'succeeded',
    }),
  );
  sandbox.emit('refund.created', refund);
  if (behaviour) sandbox.schedule(sandbox.time() + DAY, 'refund.settle', id);
  const refunded = charge.amount_refunded + amount;
  const patch = { amount_refunded: refunded, refunded: refunded === charge.amount_captured };
  change(sandbox, sandbox.store.charges, charge, patch, 'charge.refunded');
  if (request.refundApplicationFee) refundFeeOf(sandbox, charge, amount);
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

/** Stripe's test cards whose refunds end otherwise than they begin. */
const behaviours: Readonly<Record<string, 'fails later' | 'pending at first'>> = {
  refundFail: 'fails later',
  pendingRefund: 'pending at first',
};

function behaviourOf(sandbox: Sandbox, charge: Charge) {
  const method = methodBehind(sandbox, charge.payment_method ?? '');
  return behaviours[method?.name.replace('pm_card_', '') ?? ''];
}

const isOnItsWay = ({ status }: Refund) => status === 'succeeded' || status === 'pending';

/** A pending refund arrives, or the test card's bank sends it back. */
export function settleRefund(sandbox: Sandbox, id: string): void {
  const refund = sandbox.store.refunds.get(id);
  if (!refund || !isOnItsWay(refund)) return;
  if (refund.status === 'succeeded') failRefund(sandbox, id);
  else announce(sandbox, refund, { status: 'succeeded' });
}

/** The customer's bank sends a refund back: the money returns to the balance and the charge counts as less refunded. */
export function failRefund(sandbox: Sandbox, id: string): Refund {
  return takeBack(sandbox, id, 'failed');
}

/** A refund that has not arrived is stopped; its money comes back in the same way. */
export function cancelRefund(sandbox: Sandbox, id: string): Refund {
  const refund = sandbox.store.refunds.get(id);
  if (refund && refund.status !== 'pending') {
    throw invalidRequest(
      `Refund ${id} is ${refund.status} and can no longer be canceled.`,
      undefined,
      'refund_not_cancelable',
    );
  }
  return takeBack(sandbox, id, 'canceled');
}

function takeBack(sandbox: Sandbox, id: string, status: 'failed' | 'canceled'): Refund {
  const { refunds, charges } = sandbox.store;
  const refund = refunds.get(id);
  if (!refund) throw resourceMissing('refund', id);
  if (!isOnItsWay(refund)) throw invalidRequest(`Refund ${id} is ${refund.status} and cannot be taken back.`);
  const { amount, currency } = refund;
  const description = status === 'failed' ? 'REFUND FAILURE' : 'REFUND CANCELED';
  const transaction = bookBalance(sandbox, { type: 'refund_failure', amount, currency, source: id, description });
  const ended = announce(sandbox, refund, {
    failure_balance_transaction: transaction.id,
    ...(status === 'failed' && { failure_reason: 'expired_or_canceled_card' }),
    status,
  });
  if (status === 'failed') sandbox.emit('refund.failed', ended);
  const charge = charges.get(refund.charge);
  if (charge) {
    const left = { amount_refunded: charge.amount_refunded - amount, refunded: false };
    change(sandbox, charges, charge, left, 'charge.updated');
  }
  return ended;
}

/** Stripe tells of a refund's progress under the name of its charge, and under its own. */
function announce(sandbox: Sandbox, refund: Refund, patch: Partial<Refund>): Refund {
  const after = change(sandbox, sandbox.store.refunds, refund, patch, 'charge.refund.updated');
  sandbox.emit('refund.updated', after, { status: refund.status });
  return after;
}
