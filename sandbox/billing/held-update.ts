import { change, type Sandbox } from '../core/sandbox';
import type { Invoice } from '../objects/invoice';
import { currentPeriod, hasEnded, type Subscription } from '../objects/subscription';

/** A change that waits for its invoice to be paid. */
export interface HeldUpdate {
  readonly invoice: string;
  /** What becomes of the subscription then. */
  readonly patch: Partial<Subscription>;
}

/** The change whose invoice that is, if one waits for it. */
export function heldUpdateOf(sandbox: Sandbox, subscription: Subscription, invoice: Invoice): HeldUpdate | undefined {
  const held = sandbox.store.heldUpdates.get(subscription.id);
  return held?.invoice === invoice.id ? held : undefined;
}

/** The invoice has been paid: what was asked for comes true now. */
export function applyUpdate(sandbox: Sandbox, subscription: Subscription, { patch }: HeldUpdate): Subscription {
  const { heldUpdates, subscriptions } = sandbox.store;
  heldUpdates.delete(subscription.id);
  const after = { ...patch, pending_update: null };
  const applied = change(sandbox, subscriptions, subscription, after, 'customer.subscription.updated');
  sandbox.emit('customer.subscription.pending_update_applied', applied);
  sandbox.schedule(currentPeriod(applied).end, 'subscription.renew', applied.id);
  return applied;
}

/** The invoice is void: everything stays as it is. */
export function forgetUpdate(sandbox: Sandbox, invoice: Invoice, subscriptionId: string | null): void {
  const { heldUpdates, subscriptions } = sandbox.store;
  const subscription = subscriptions.get(subscriptionId ?? '');
  if (!subscription || !heldUpdateOf(sandbox, subscription, invoice)) return;
  heldUpdates.delete(subscription.id);
  if (hasEnded(subscription)) return;
  const left = change(sandbox, subscriptions, subscription, { pending_update: null }, 'customer.subscription.updated');
  sandbox.emit('customer.subscription.pending_update_expired', left);
}
