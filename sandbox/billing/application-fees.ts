import { invalidRequest } from '../core/errors';
import type { Metadata } from '../core/params';
import { change, type Sandbox } from '../core/sandbox';
import type { ApplicationFee, FeeRefund } from '../objects/application-fee';
import type { Charge } from '../objects/charge';
import { bookBalance } from './balance';

/** The platform every application fee here goes to. */
export const APPLICATION = 'ca_1SandboxPlatform';

/** Lets the platform keep its part of a charge that was captured just now: one more fee of its balance transaction. */
export function takeApplicationFee(sandbox: Sandbox, charge: Charge, amount: number | null): Charge {
  const { applicationFees, balanceTransactions, charges } = sandbox.store;
  const transaction = balanceTransactions.get(charge.balance_transaction ?? '');
  if (amount === null || !transaction) return charge;
  const id = sandbox.ids.next('fee');
  const inBalance = Math.round((amount * transaction.amount) / charge.amount_captured);
  const detail = {
    amount: inBalance,
    application: APPLICATION,
    currency: transaction.currency,
    description: 'Application fee',
    type: 'application_fee' as const,
  };
  balanceTransactions.replace({
    ...transaction,
    fee: transaction.fee + inBalance,
    fee_details: [...transaction.fee_details, detail],
    net: transaction.net - inBalance,
  });
  const fee = applicationFees.add({
    id,
    object: 'application_fee',
    account: sandbox.settings.accountId,
    amount,
    amount_refunded: 0,
    application: APPLICATION,
    balance_transaction: null,
    charge: charge.id,
    created: sandbox.time(),
    currency: charge.currency,
    fee_source: { charge: charge.id, type: 'charge' },
    livemode: sandbox.settings.livemode,
    originating_transaction: null,
    refunded: false,
    refunds: { object: 'list', data: [], has_more: false, url: `/v1/application_fees/${id}/refunds` },
  });
  sandbox.emit('application_fee.created', fee);
  return charges.replace({ ...charge, application: APPLICATION, application_fee: id, application_fee_amount: amount });
}

/** What the platform behind a subscription keeps of one of its bills. */
export function feeOfBill(sandbox: Sandbox, subscription: string | null, amount: number): number | null {
  const percent = sandbox.store.subscriptions.get(subscription ?? '')?.application_fee_percent ?? null;
  return percent === null ? null : Math.round((amount * percent) / 100);
}

/** The platform gives its fee back, all of it or a part: money that returns to this account's balance. */
export function refundFee(
  sandbox: Sandbox,
  fee: ApplicationFee,
  amount: number = fee.amount - fee.amount_refunded,
  metadata: Metadata = {},
): FeeRefund {
  if (amount <= 0 || amount > fee.amount - fee.amount_refunded) {
    throw invalidRequest(
      `Application fee ${fee.id} has only ${fee.amount - fee.amount_refunded} left to refund.`,
      'amount',
    );
  }
  const id = sandbox.ids.next('fr');
  const transaction = bookBalance(sandbox, {
    type: 'adjustment',
    category: 'fee',
    amount,
    currency: fee.currency,
    source: id,
    description: `Application fee refund for ${fee.charge}`,
    available: 'now',
  });
  const refund: FeeRefund = {
    id,
    object: 'fee_refund',
    amount,
    balance_transaction: transaction.id,
    created: sandbox.time(),
    currency: fee.currency,
    fee: fee.id,
    metadata,
  };
  const refunded = fee.amount_refunded + amount;
  const after = change(sandbox, sandbox.store.applicationFees, fee, {
    amount_refunded: refunded,
    refunded: refunded === fee.amount,
    refunds: { ...fee.refunds, data: [refund, ...fee.refunds.data] },
  });
  sandbox.emit('application_fee.refunded', after, { amount_refunded: fee.amount_refunded });
  return refund;
}

/** With a refund of the charge the platform may give back as large a part of its fee. */
export function refundFeeOf(sandbox: Sandbox, charge: Charge, refunded: number): void {
  const fee = sandbox.store.applicationFees.get(charge.application_fee ?? '');
  if (!fee) return;
  const share = Math.round((fee.amount * refunded) / charge.amount_captured);
  const amount = Math.min(share, fee.amount - fee.amount_refunded);
  if (amount > 0) refundFee(sandbox, fee, amount);
}
