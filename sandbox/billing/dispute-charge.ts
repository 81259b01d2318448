import { invalidRequest, resourceMissing } from '../core/errors';
import { change, type Sandbox } from '../core/sandbox';
import type { Charge } from '../objects/charge';
import { type Dispute, type DisputeReason, type DisputeStatus, newDispute } from '../objects/dispute';
import { bookBalance } from './balance';
import { disputeFee } from './fees';
import { methodBehind } from './payment-method';
import { DAY } from './period';

export interface DisputeRequest {
  /** All that is left of the charge unless told. */
  readonly amount?: number | undefined;
  readonly reason?: DisputeReason | undefined;
  /** An inquiry asks first; it takes no money unless it grows into a dispute. */
  readonly inquiry?: boolean | undefined;
}

const DAYS_TO_ANSWER = 9;

/** The cardholder disputes a charge: the bank takes the money, and Stripe a fee that stays lost. */
export function disputeCharge(sandbox: Sandbox, chargeId: string, request: DisputeRequest = {}): Dispute {
  const charge = disputableCharge(sandbox, chargeId);
  const left = charge.amount_captured - charge.amount_refunded;
  const amount = request.amount ?? left;
  if (amount <= 0 || amount > left) throw invalidRequest(`Only ${left} of ${chargeId} can be disputed.`, 'amount');
  const now = sandbox.time();
  const dispute = sandbox.store.disputes.add(
    newDispute({
      id: sandbox.ids.next('du'),
      amount,
      charge: charge.id,
      created: now,
      currency: charge.currency,
      dueBy: now + DAYS_TO_ANSWER * DAY,
      inquiry: request.inquiry ?? false,
      livemode: sandbox.settings.livemode,
      payment_intent: charge.payment_intent,
      reason: request.reason ?? 'fraudulent',
    }),
  );
  sandbox.schedule(now + DAYS_TO_ANSWER * DAY, 'dispute.due', dispute.id);
  if (request.inquiry) {
    sandbox.emit('charge.dispute.created', dispute);
    return dispute;
  }
  change(sandbox, sandbox.store.charges, charge, { disputed: true });
  const withdrawn = moveFunds(sandbox, dispute, 'withdraw');
  sandbox.emit('charge.dispute.created', withdrawn);
  sandbox.emit('charge.dispute.funds_withdrawn', withdrawn);
  return withdrawn;
}

function disputableCharge(sandbox: Sandbox, id: string): Charge {
  const charge = sandbox.store.charges.get(id);
  if (!charge) throw resourceMissing('charge', id, 'charge');
  if (!charge.paid || !charge.captured) throw invalidRequest(`Charge ${id} moved no money.`, 'charge');
  if (charge.disputed) throw invalidRequest(`Charge ${id} has already been disputed.`, 'charge');
  return charge;
}

function moveFunds(sandbox: Sandbox, dispute: Dispute, direction: 'withdraw' | 'reinstate'): Dispute {
  const out = direction === 'withdraw';
  const transaction = bookBalance(sandbox, {
    type: 'adjustment',
    category: out ? 'dispute' : 'dispute_reversal',
    amount: out ? -dispute.amount : dispute.amount,
    currency: dispute.currency,
    source: dispute.id,
    description: `${out ? 'Chargeback withdrawal' : 'Chargeback reversal'} for ${dispute.charge}`,
    available: 'now',
    fees: ({ currency }) =>
      out ? [{ amount: disputeFee(currency), application: null, description: 'Dispute fee', type: 'stripe_fee' }] : [],
  });
  const balance_transactions = [...dispute.balance_transactions, transaction];
  return change(sandbox, sandbox.store.disputes, dispute, { balance_transactions });
}

export const isOpen = ({ status }: Dispute) =>
  ['needs_response', 'under_review', 'warning_needs_response', 'warning_under_review'].includes(status);

export type DisputeOutcome = 'won' | 'lost';

/** The bank decides, or the dispute is given up. An inquiry is only closed; money that was won comes back. */
export function closeDispute(sandbox: Sandbox, id: string, outcome: DisputeOutcome): Dispute {
  const dispute = sandbox.store.disputes.get(id);
  if (!dispute) throw resourceMissing('dispute', id);
  if (!isOpen(dispute)) throw invalidRequest(`This dispute is already closed.`, undefined, 'dispute_already_closed');
  const status: DisputeStatus = dispute.status.startsWith('warning') ? 'warning_closed' : outcome;
  const closed = change(
    sandbox,
    sandbox.store.disputes,
    dispute,
    { is_charge_refundable: status === 'warning_closed', status },
    'charge.dispute.closed',
  );
  if (status !== 'won') return closed;
  const reinstated = moveFunds(sandbox, closed, 'reinstate');
  sandbox.emit('charge.dispute.funds_reinstated', reinstated);
  return reinstated;
}

/** Nobody answered in time. */
export function missDispute(sandbox: Sandbox, id: string): void {
  const dispute = sandbox.store.disputes.get(id);
  if (!dispute?.status.endsWith('needs_response')) return;
  const late = change(sandbox, sandbox.store.disputes, dispute, {
    evidence_details: { ...dispute.evidence_details, past_due: true },
  });
  closeDispute(sandbox, late.id, 'lost');
}

/** Stripe's test cards whose payments are disputed as soon as they have succeeded. */
const DISPUTED_CARDS: Readonly<Record<string, DisputeRequest>> = {
  createdispute: { reason: 'fraudulent' },
  createdisputeproductnotreceived: { reason: 'product_not_received' },
  createdisputeinquiry: { reason: 'fraudulent', inquiry: true },
};

function testCard(sandbox: Sandbox, paymentMethod: string | null) {
  const name = methodBehind(sandbox, paymentMethod ?? '')?.name ?? paymentMethod ?? '';
  return DISPUTED_CARDS[name.replace(/^(pm_card|tok)_/, '').toLowerCase()];
}

export const willBeDisputed = (sandbox: Sandbox, paymentMethod: string) =>
  testCard(sandbox, paymentMethod) !== undefined;

/** Opens the dispute that comes with the test card of a charge. */
export function disputeTestCharge(sandbox: Sandbox, chargeId: string): void {
  const charge = sandbox.store.charges.get(chargeId);
  const request = testCard(sandbox, charge?.payment_method ?? null);
  if (charge && request && !charge.disputed && charge.amount_refunded < charge.amount_captured) {
    disputeCharge(sandbox, chargeId, request);
  }
}
