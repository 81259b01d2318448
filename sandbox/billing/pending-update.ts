import { invalidRequest } from '../core/errors';
import { change, type Sandbox } from '../core/sandbox';
import type { Invoice } from '../objects/invoice';
import { currentPeriod, type PendingUpdate, type Subscription } from '../objects/subscription';
import { finalizeAndCollect } from './bill-now';
import { voidInvoice } from './close-invoice';
import { applyUpdate } from './held-update';
import type { Cycle } from './next-cycle';
import { HOUR } from './period';
import type { SubscriptionChange } from './update-subscription';

const HELD_FOR = 23 * HOUR;

/** Only what is billed can wait for its payment. */
const SUPPORTED = new Set([
  'billing_cycle_anchor',
  'items',
  'off_session',
  'payment_behavior',
  'proration_behavior',
  'proration_date',
  'trial_end',
]);

export function checkPending(before: Subscription, request: SubscriptionChange): void {
  if (request.payment_behavior !== 'pending_if_incomplete') return;
  const other = Object.entries(request).find(([key, value]) => value !== undefined && !SUPPORTED.has(key));
  if (other) {
    throw invalidRequest(
      `You cannot pass \`${other[0]}\` when \`payment_behavior\` is set to \`pending_if_incomplete\`.`,
      other[0],
    );
  }
  if (before.collection_method === 'send_invoice') {
    throw invalidRequest(
      '`pending_if_incomplete` needs a subscription that is charged automatically.',
      'payment_behavior',
    );
  }
}

/** A later change takes the place of one that still waits. */
export function discardUpdate(sandbox: Sandbox, before: Subscription, request: SubscriptionChange): Subscription {
  const { heldUpdates, invoices, subscriptions } = sandbox.store;
  const changes = request.items ?? request.billing_cycle_anchor ?? request.trial_end;
  const invoice = invoices.get(heldUpdates.get(before.id)?.invoice ?? '');
  if (changes === undefined || !invoice) return before;
  voidInvoice(sandbox, invoice);
  return subscriptions.get(before.id) ?? before;
}

/** Bills a change and makes it only if that is paid; else it waits, and the subscription goes on as it was. */
export function applyWhenPaid(
  sandbox: Sandbox,
  before: Subscription,
  after: Subscription,
  { cycle, draft }: { readonly cycle: Cycle | undefined; readonly draft: Invoice },
): Subscription {
  const { heldUpdates, invoices, subscriptions } = sandbox.store;
  const patch = { ...cycle?.patch, items: after.items, latest_invoice: draft.id };
  heldUpdates.set(before.id, { invoice: draft.id, patch });
  const invoice = finalizeAndCollect(sandbox, change(sandbox, invoices, draft, { auto_advance: false }));
  const current = subscriptions.get(before.id) ?? before;
  if (invoice.status === 'paid') return applyUpdate(sandbox, current, { invoice: draft.id, patch });
  const expires = Math.min(sandbox.time() + HELD_FOR, currentPeriod(before).end);
  sandbox.schedule(expires, 'update.expire', before.id);
  return change(
    sandbox,
    subscriptions,
    current,
    { latest_invoice: draft.id, pending_update: shown(after, cycle, expires) },
    'customer.subscription.updated',
  );
}

const shown = (after: Subscription, cycle: Cycle | undefined, expires: number): PendingUpdate => ({
  billing_cycle_anchor: cycle?.patch.billing_cycle_anchor ?? null,
  cancel_at_period_end: null,
  discount: null,
  discounts: null,
  expires_at: expires,
  metadata: null,
  subscription_items: after.items.data,
  trial_end: cycle?.patch.trial_end ?? null,
  trial_from_plan: null,
});

/** Nobody paid in time: the invoice is void, and with it the change. */
export function expireUpdate(sandbox: Sandbox, id: string, at: number): void {
  const { heldUpdates, invoices, subscriptions } = sandbox.store;
  const invoice = invoices.get(heldUpdates.get(id)?.invoice ?? '');
  if (subscriptions.get(id)?.pending_update?.expires_at === at && invoice) voidInvoice(sandbox, invoice);
}
