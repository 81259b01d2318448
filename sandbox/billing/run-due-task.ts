import { expireDueSession } from '../checkout/expire-session';
import type { DueTask } from '../core/clock-queue';
import { hashText } from '../core/ids';
import { change, type Sandbox } from '../core/sandbox';
import { subscriptionOf } from '../objects/invoice';
import { hasEnded } from '../objects/subscription';
import { announceExpiry, turnPhase } from '../schedules/run-phase';
import { attemptPayment } from './attempt-payment';
import { billLastUsage } from './bill-last-usage';
import { markUncollectible, voidInvoice } from './close-invoice';
import { disputeTestCharge, missDispute } from './dispute-charge';
import type { DueKind } from './due-kinds';
import { endSubscription } from './end-subscription';
import { expireCharge } from './expire-charge';
import { finalizeInvoice } from './finalize-invoice';
import { settlePayment } from './follow-payment';
import { endDiscount } from './held-discounts';
import { voidResumption } from './pause-subscription';
import { arrivePayout, payOutDaily, sendPayout } from './payouts';
import { expireUpdate } from './pending-update';
import { DAY } from './period';
import { expireCode } from './redeem-coupon';
import { settleRefund } from './refund-charge';
import { renewSubscription } from './renew-subscription';
import { settleSubscription } from './settle-subscription';

type Runner = (sandbox: Sandbox, id: string, at: number) => void;

/** What each due thing does. A task whose reason has gone by the time it is due does nothing. */
const runners: Record<DueKind, Runner> = {
  'charge.expire': expireCharge,
  'checkout.expire': expireDueSession,
  'discount.end': endDiscount,
  'dispute.due': missDispute,
  'dispute.open': disputeTestCharge,
  'invoice.attempt': attempt,
  'invoice.finalize': finalize,
  'invoice.overdue': overdue,
  'resumption.void': voidResumption,
  'pause.resume': resume,
  'schedule.expiring': announceExpiry,
  'schedule.turn': turnPhase,
  'payment.settle': settlePayment,
  'payout.arrive': arrivePayout,
  'payout.daily': payOutDaily,
  'payout.send': sendPayout,
  'promotion_code.expire': expireCode,
  'refund.settle': settleRefund,
  'subscription.cancel': cancel,
  'subscription.expire': expire,
  'subscription.renew': renewSubscription,
  'trial.will_end': announceTrialEnd,
  'update.expire': expireUpdate,
};

export function runDueTask(sandbox: Sandbox, { kind, id, at }: DueTask<DueKind>): void {
  runners[kind](sandbox, id, at);
}

function finalize(sandbox: Sandbox, id: string): void {
  const draft = sandbox.store.invoices.get(id);
  const subscription = sandbox.store.subscriptions.get(draft ? (subscriptionOf(draft) ?? '') : '');
  if (draft?.status !== 'draft') return;
  const uncollectible = subscription?.pause_collection?.behavior === 'mark_uncollectible';
  if (!draft.auto_advance && !uncollectible) return;
  const invoice = finalizeInvoice(sandbox, draft);
  if (uncollectible) {
    if (invoice.status === 'open') markUncollectible(sandbox, invoice);
    return;
  }
  if (invoice.status === 'paid') settleSubscription(sandbox, invoice);
  else if (invoice.collection_method === 'charge_automatically') attemptSoon(sandbox, id);
}

/** The card is charged in the same second or up to two later, as it happens on Stripe. */
function attemptSoon(sandbox: Sandbox, id: string): void {
  const invoice = sandbox.store.invoices.get(id);
  if (!invoice) return;
  const at = sandbox.time() + (hashText(id) % 3);
  sandbox.store.invoices.replace({ ...invoice, next_payment_attempt: at });
  sandbox.schedule(at, 'invoice.attempt', id);
}

function attempt(sandbox: Sandbox, id: string, at: number): void {
  const invoice = sandbox.store.invoices.get(id);
  if (invoice?.status !== 'open' || invoice.next_payment_attempt !== at) return;
  settleSubscription(sandbox, attemptPayment(sandbox, invoice));
}

function overdue(sandbox: Sandbox, id: string): void {
  const invoice = sandbox.store.invoices.get(id);
  if (invoice?.status !== 'open') return;
  sandbox.emit('invoice.overdue', invoice);
  const subscription = sandbox.store.subscriptions.get(subscriptionOf(invoice) ?? '');
  if (subscription?.status !== 'active') return;
  change(sandbox, sandbox.store.subscriptions, subscription, { status: 'past_due' }, 'customer.subscription.updated');
}

function cancel(sandbox: Sandbox, id: string, at: number): void {
  const subscription = sandbox.store.subscriptions.get(id);
  if (!subscription || hasEnded(subscription) || subscription.cancel_at !== at) return;
  endSubscription(sandbox, billLastUsage(sandbox, subscription), {});
}

/** An incomplete subscription that nobody paid within 23 hours is gone for good, and its invoice with it. */
function expire(sandbox: Sandbox, id: string): void {
  const { subscriptions, invoices } = sandbox.store;
  const subscription = subscriptions.get(id);
  if (subscription?.status !== 'incomplete') return;
  const invoice = invoices.get(subscription.latest_invoice ?? '');
  if (invoice?.status === 'open') voidInvoice(sandbox, invoice);
  const expired = { ended_at: sandbox.time(), status: 'incomplete_expired' } as const;
  change(sandbox, subscriptions, subscription, expired, 'customer.subscription.updated');
}

function resume(sandbox: Sandbox, id: string, at: number): void {
  const subscription = sandbox.store.subscriptions.get(id);
  if (!subscription || subscription.pause_collection?.resumes_at !== at) return;
  change(
    sandbox,
    sandbox.store.subscriptions,
    subscription,
    { pause_collection: null },
    'customer.subscription.updated',
  );
}

/** Three days before the end, or at once where the trial is shorter; once for each end. */
function announceTrialEnd(sandbox: Sandbox, id: string, at: number): void {
  const { subscriptions, trialWarnings } = sandbox.store;
  const subscription = subscriptions.get(id);
  if (subscription?.status !== 'trialing' || subscription.trial_end === null) return;
  if (at < subscription.trial_end - 3 * DAY || trialWarnings.get(id) === subscription.trial_end) return;
  trialWarnings.set(id, subscription.trial_end);
  sandbox.emit('customer.subscription.trial_will_end', subscription);
}
