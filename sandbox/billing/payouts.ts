import { invalidRequest, resourceMissing } from '../core/errors';
import type { Metadata } from '../core/params';
import { change, type Sandbox } from '../core/sandbox';
import { newPayout, type Payout } from '../objects/payout';
import { bookBalance } from './balance';
import { balanceOf, currentBalance } from './current-balance';
import { DAY, HOUR } from './period';

export type PayoutSchedule = 'daily' | 'manual';

/** With `daily` all that is available leaves for the bank at every midnight (UTC). */
export function setPayoutSchedule(sandbox: Sandbox, interval: PayoutSchedule): void {
  const { payoutSchedule } = sandbox.store;
  if (payoutSchedule.interval === interval) return;
  payoutSchedule.interval = interval;
  if (interval === 'daily') scheduleNext(sandbox);
}

function scheduleNext(sandbox: Sandbox): void {
  const { payoutSchedule } = sandbox.store;
  payoutSchedule.next = (Math.floor(sandbox.time() / DAY) + 1) * DAY;
  sandbox.schedule(payoutSchedule.next, 'payout.daily', sandbox.settings.accountId);
}

/** The payouts of a day: one for each currency that has something to pay. */
export function payOutDaily(sandbox: Sandbox, _id: string, at: number): void {
  const { payoutSchedule, payoutOf, unpaid } = sandbox.store;
  if (payoutSchedule.interval !== 'daily' || payoutSchedule.next !== at) return;
  scheduleNext(sandbox);
  const balance = currentBalance(sandbox);
  const due = balance.available.filter(({ amount }) => amount > 0);
  if (due.length > 0) sandbox.emit('balance.available', balance);
  for (const { amount, currency } of due) {
    const { transactions } = balanceOf(sandbox, currency);
    const payout = payOut(sandbox, { amount, currency, automatic: true });
    for (const id of [...transactions, payout.balance_transaction]) {
      payoutOf.set(id, payout.id);
      unpaid.delete(id);
    }
    change(
      sandbox,
      sandbox.store.payouts,
      payout,
      { reconciliation_status: 'completed' },
      'payout.reconciliation_completed',
    );
  }
}

export interface PayoutRequest {
  readonly amount: number;
  readonly currency: string;
  readonly automatic: boolean;
  readonly description?: string | undefined;
  readonly metadata?: Metadata;
  readonly method?: Payout['method'] | undefined;
  readonly statementDescriptor?: string | undefined;
}

/** Sends money to the bank, where it arrives two days later, or with an instant payout at once. */
export function payOut(sandbox: Sandbox, request: PayoutRequest): Payout {
  const { amount, currency } = request;
  if (amount > balanceOf(sandbox, currency).amount) {
    throw invalidRequest(
      'You have insufficient funds in your Stripe account for this transfer.',
      undefined,
      'balance_insufficient',
    );
  }
  return sendMoney(sandbox, request);
}

function sendMoney(sandbox: Sandbox, request: PayoutRequest & { readonly reverses?: string }): Payout {
  const { amount, currency, automatic } = request;
  const id = sandbox.ids.next('po');
  const now = sandbox.time();
  const arrival = request.method === 'instant' ? now + HOUR : (Math.floor(now / DAY) + 2) * DAY;
  const transaction = bookBalance(sandbox, {
    type: 'payout',
    amount: -amount,
    currency,
    source: id,
    description: request.description ?? 'STRIPE PAYOUT',
    available: 'now',
  });
  const payout = sandbox.store.payouts.add({
    ...newPayout({
      id,
      amount,
      arrival_date: arrival,
      automatic,
      balance_transaction: transaction.id,
      created: now,
      currency,
      description: request.description ?? 'STRIPE PAYOUT',
      destination: `ba_1${sandbox.settings.accountId.slice('acct_'.length)}`,
      livemode: sandbox.settings.livemode,
      metadata: request.metadata ?? {},
      method: request.method ?? 'standard',
      reconciliation_status: automatic ? 'in_progress' : 'not_applicable',
      statement_descriptor: request.statementDescriptor ?? null,
      status: 'pending',
    }),
    original_payout: request.reverses ?? null,
  });
  sandbox.emit('payout.created', payout);
  sandbox.schedule(now + HOUR, 'payout.send', id);
  sandbox.schedule(arrival, 'payout.arrive', id);
  return payout;
}

export function sendPayout(sandbox: Sandbox, id: string): void {
  const payout = sandbox.store.payouts.get(id);
  if (payout?.status !== 'pending') return;
  change(sandbox, sandbox.store.payouts, payout, { status: 'in_transit' }, 'payout.updated');
}

export function arrivePayout(sandbox: Sandbox, id: string): void {
  const payout = sandbox.store.payouts.get(id);
  if (payout?.status !== 'pending' && payout?.status !== 'in_transit') return;
  sandbox.emit('payout.paid', change(sandbox, sandbox.store.payouts, payout, { status: 'paid' }));
}

/** Stops a payout that has not left yet; its money is in the balance again. */
export function cancelPayout(sandbox: Sandbox, id: string): Payout {
  const payout = findPayout(sandbox, id);
  if (payout.status !== 'pending' || payout.automatic) {
    throw invalidRequest(`Payout ${id} cannot be canceled: only pending manual payouts can.`);
  }
  return takeBack(sandbox, payout, 'canceled');
}

/** Takes a payout that has been sent back from the bank: a payout of its own, of a negative amount. */
export function reversePayout(sandbox: Sandbox, id: string, metadata: Metadata): Payout {
  const original = findPayout(sandbox, id);
  if (original.status !== 'paid' && original.status !== 'in_transit') {
    throw invalidRequest(`Payout ${id} is ${original.status} and cannot be reversed.`);
  }
  if (original.reversed_by !== null || original.amount < 0) throw invalidRequest(`Payout ${id} is reversed already.`);
  const reversal = sendMoney(sandbox, {
    amount: -original.amount,
    automatic: false,
    currency: original.currency,
    description: 'REVERSAL OF PAYOUT',
    metadata,
    reverses: id,
  });
  change(sandbox, sandbox.store.payouts, original, { reversed_by: reversal.id }, 'payout.updated');
  return reversal;
}

/** The bank refuses a payout, even one that has arrived. */
export function failPayout(sandbox: Sandbox, id: string): Payout {
  const payout = findPayout(sandbox, id);
  if (payout.status === 'failed' || payout.status === 'canceled') {
    throw invalidRequest(`Payout ${id} is ${payout.status} and cannot fail.`);
  }
  return takeBack(sandbox, payout, 'failed');
}

function findPayout(sandbox: Sandbox, id: string): Payout {
  const payout = sandbox.store.payouts.get(id);
  if (!payout) throw resourceMissing('payout', id);
  return payout;
}

function takeBack(sandbox: Sandbox, payout: Payout, status: 'failed' | 'canceled'): Payout {
  const failed = status === 'failed';
  const transaction = bookBalance(sandbox, {
    type: failed ? 'payout_failure' : 'payout_cancel',
    category: 'payout_reversal',
    amount: payout.amount,
    currency: payout.currency,
    source: payout.id,
    description: failed ? 'PAYOUT FAILURE' : 'PAYOUT CANCELED',
    available: 'now',
  });
  const after = change(sandbox, sandbox.store.payouts, payout, {
    failure_balance_transaction: transaction.id,
    ...(failed && { failure_code: 'account_closed', failure_message: 'The bank account has been closed.' }),
    status,
  });
  sandbox.emit(failed ? 'payout.failed' : 'payout.canceled', after);
  return after;
}
