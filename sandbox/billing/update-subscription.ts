import { invalidRequest, resourceMissing } from '../core/errors';
import { change, type Sandbox } from '../core/sandbox';
import type { Recurring } from '../objects/price';
import {
  type CancellationDetails,
  currentPeriod,
  hasEnded,
  itemList,
  type MissingPaymentMethod,
  type Subscription,
  type SubscriptionItem,
} from '../objects/subscription';
import { billNow } from './bill-now';
import { leavingFields, plainFields } from './changed-fields';
import { endUsedDiscounts, replaceDiscounts } from './held-discounts';
import { invoiceSubscription } from './invoice-subscription';
import { type Cycle, nextCycle, priceOf } from './next-cycle';
import { applyWhenPaid, checkPending, discardUpdate } from './pending-update';
import { addIntervals, DAY, nextBoundary } from './period';
import { sharedCurrency } from './price-in';
import { type ItemChange, prorate } from './prorations';
import type { DiscountRequest } from './redeem-coupon';
import { endTrial, scheduleRenewal, withPeriod } from './renew-subscription';
import { changedItem, checkTogether, type ItemRequest, newItem, recurringPrice, sameCycle } from './subscription-items';
import type { PaymentBehavior } from './subscription-request';

export type ProrationBehavior = 'create_prorations' | 'always_invoice' | 'none';

export interface SubscriptionChange {
  readonly items?: readonly ItemRequest[] | undefined;
  readonly proration_behavior?: ProrationBehavior | undefined;
  readonly payment_behavior?: PaymentBehavior | undefined;
  readonly proration_date?: number | undefined;
  readonly billing_cycle_anchor?: 'now' | 'unchanged' | undefined;
  readonly trial_end?: 'now' | number | undefined;
  readonly automatic_tax?: { readonly enabled: boolean } | undefined;
  readonly application_fee_percent?: number | null | undefined;
  readonly discounts?: readonly DiscountRequest[] | null | undefined;
  readonly default_tax_rates?: readonly string[] | null | undefined;
  readonly default_payment_method?: string | null | undefined;
  readonly cancel_at_period_end?: boolean | undefined;
  readonly cancel_at?: number | null | undefined;
  readonly cancellation_details?: Partial<Pick<CancellationDetails, 'comment' | 'feedback'>> | undefined;
  readonly collection_method?: Subscription['collection_method'] | undefined;
  readonly days_until_due?: number | undefined;
  readonly description?: string | null | undefined;
  readonly pause_collection?: Subscription['pause_collection'] | undefined;
  readonly missingPaymentMethod?: MissingPaymentMethod | undefined;
  readonly metadata?: Readonly<Record<string, string | null>> | null | undefined;
}

/** Applies a change: plain fields, then items and trial; prorates, starts a new cycle and bills where that follows. */
export function updateSubscription(sandbox: Sandbox, id: string, request: SubscriptionChange): Subscription {
  const found = sandbox.store.subscriptions.get(id);
  if (!found) throw resourceMissing('subscription', id);
  if (hasEnded(found) && Object.keys(request).some((key) => key !== 'metadata' && key !== 'cancellation_details')) {
    throw invalidRequest('A canceled subscription can only update its cancellation_details and metadata.');
  }
  checkPending(found, request);
  const before = discardUpdate(sandbox, found, request);
  if (request.trial_end === 'now' && before.status === 'trialing' && !endTrialNow(sandbox, before)) {
    return sandbox.store.subscriptions.get(id) ?? before;
  }
  const items = changedItems(sandbox, before, request.items ?? []);
  checkTogether(items, before.billing_mode.type);
  sharedCurrency(
    sandbox.store,
    items.map(({ price }) => price),
    { asked: before.currency, usual: null },
  );
  const discounts =
    request.discounts === undefined
      ? before.discounts
      : replaceDiscounts(sandbox, before.discounts, request.discounts ?? [], {
          customer: before.customer,
          purchase: { amount: priceOf(sandbox, before.currency, items), currency: before.currency },
          subscription: id,
        });
  const cycle = nextCycle(sandbox, before, items, request);
  const after: Subscription = {
    ...before,
    ...plainFields(sandbox, before, request),
    ...cycle?.patch,
    discounts,
    items: itemList(id, cycle ? withPeriod(items, cycle.start, cycle.endOf) : items),
  };
  const leaving = leavingFields(sandbox, after, request);
  prorateChanges(sandbox, before, items, request, cycle !== undefined);
  return finish(sandbox, before, { ...after, ...leaving }, request, cycle);
}

/** A trial that is ended by hand halts or ends the subscription like one that runs out. */
function endTrialNow(sandbox: Sandbox, before: Subscription): boolean {
  const now = sandbox.time();
  const items = withPeriod(before.items.data, currentPeriod(before).start, now);
  return endTrial(sandbox, before, { items: itemList(before.id, items), trial_end: now });
}

function changedItems(
  sandbox: Sandbox,
  subscription: Subscription,
  requests: readonly ItemRequest[],
): readonly SubscriptionItem[] {
  const cycle = (recurring: Recurring) => runningCycle(sandbox, subscription, recurring);
  const kept = subscription.items.data.flatMap((item) => {
    const request = requests.find(({ id }) => id === item.id);
    if (!request) return [item];
    return request.deleted ? [] : [changedItem(sandbox, item, request, subscription.customer, cycle)];
  });
  const known = new Set(subscription.items.data.map((item) => item.id));
  const unknown = requests.find((request) => request.id !== undefined && !known.has(request.id));
  if (unknown) throw resourceMissing('subscription item', unknown.id ?? '', 'items[0][id]');
  const added = requests
    .filter((request) => request.id === undefined)
    .map((request) => {
      const price = recurringPrice(sandbox, request.price ?? '', 'items[0][price]');
      const { current_period_start: start, current_period_end: end } = cycle(price.recurring);
      return newItem(sandbox, request, price, {
        subscription: subscription.id,
        customer: subscription.customer,
        start,
        end,
      });
    });
  return [...kept, ...added];
}

/** The period in which now is: that of an item on the same cycle, or one that is counted from the anchor. */
function runningCycle(sandbox: Sandbox, subscription: Subscription, recurring: Recurring) {
  const same = subscription.items.data.find((item) => sameCycle(item.price.recurring, recurring));
  const { billing_cycle_anchor: anchor, status, trial_end } = subscription;
  const now = sandbox.time();
  if (same) return { current_period_end: same.current_period_end, current_period_start: same.current_period_start };
  if (status === 'trialing' && trial_end !== null) return { current_period_end: trial_end, current_period_start: now };
  const end = anchor > now ? anchor : nextBoundary(anchor, now, recurring);
  return { current_period_end: end, current_period_start: addIntervals(end, recurring, -1) };
}

function prorateChanges(
  sandbox: Sandbox,
  before: Subscription,
  items: readonly SubscriptionItem[],
  request: SubscriptionChange,
  newCycle: boolean,
): void {
  const billed = before.status === 'active' || before.status === 'past_due';
  if (!billed || request.proration_behavior === 'none') return;
  const changes: ItemChange[] = [
    ...before.items.data.map((item) => ({ before: item, after: items.find(({ id }) => id === item.id) ?? null })),
    ...items
      .filter(({ id }) => !before.items.data.some((item) => item.id === id))
      .map((after) => ({ before: null, after })),
  ].filter(
    ({ before: was, after: is }) => newCycle || was?.price.id !== is?.price.id || was?.quantity !== is?.quantity,
  );
  prorate(sandbox, before, changes, { creditOnly: newCycle, at: request.proration_date ?? sandbox.time() });
}
function finish(
  sandbox: Sandbox,
  before: Subscription,
  after: Subscription,
  request: SubscriptionChange,
  cycle: Cycle | undefined,
): Subscription {
  const { store } = sandbox;
  const billed = cycle !== undefined || owesNow(sandbox, after, request);
  if (billed && request.payment_behavior === 'pending_if_incomplete') {
    return applyWhenPaid(sandbox, before, after, { cycle, draft: draftChange(sandbox, before, after, cycle) });
  }
  store.subscriptions.replace(after);
  const draft = billed ? draftChange(sandbox, before, after, cycle) : undefined;
  const latest = draft ? { latest_invoice: draft.id } : {};
  const updated = change(
    sandbox,
    store.subscriptions,
    before,
    { ...after, ...latest },
    'customer.subscription.updated',
  );
  if (draft) {
    billNow(sandbox, draft);
    endUsedDiscounts(sandbox, draft);
  }
  if (cycle) scheduleRenewal(sandbox, updated);
  if (cycle?.inTrial) sandbox.schedule(Math.max(cycle.end - 3 * DAY, cycle.start), 'trial.will_end', after.id);
  if (updated.cancel_at !== null && updated.cancel_at !== before.cancel_at) {
    sandbox.schedule(updated.cancel_at, 'subscription.cancel', updated.id);
  }
  const resumes = updated.pause_collection?.resumes_at ?? null;
  if (resumes !== null && resumes !== before.pause_collection?.resumes_at)
    sandbox.schedule(resumes, 'pause.resume', updated.id);
  return store.subscriptions.get(updated.id) ?? updated;
}

function owesNow(sandbox: Sandbox, after: Subscription, request: SubscriptionChange): boolean {
  if (request.proration_behavior !== 'always_invoice') return false;
  const pending = sandbox.store.pendingItems.get(after.customer) ?? [];
  return pending.some(
    (id) => sandbox.store.invoiceItems.get(id)?.parent?.subscription_details.subscription === after.id,
  );
}

function draftChange(sandbox: Sandbox, before: Subscription, after: Subscription, cycle: Cycle | undefined) {
  const now = sandbox.time();
  return invoiceSubscription(sandbox, after, {
    billingReason: 'subscription_update',
    bill: cycle ? { start: cycle.start } : null,
    closing: ({ id }) => {
      const was = before.items.data.find((item) => item.id === id);
      return { start: was?.current_period_start ?? now, end: now };
    },
    period: cycle ? { start: currentPeriod(before).start, end: now } : { start: now, end: now },
    inTrial: cycle?.inTrial ?? false,
    finalizesAt: null,
  });
}
