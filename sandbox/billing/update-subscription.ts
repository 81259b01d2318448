import { invalidRequest, resourceMissing } from '../core/errors';
import { mergeMetadata } from '../core/params';
import { change, type Sandbox } from '../core/sandbox';
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
import { endUsedDiscounts, replaceDiscounts } from './held-discounts';
import { invoiceSubscription } from './invoice-subscription';
import { type Cycle, nextCycle } from './next-cycle';
import { DAY } from './period';
import { type ItemChange, prorate } from './prorations';
import type { DiscountRequest } from './redeem-coupon';
import { endTrial, scheduleRenewal, withPeriod } from './renew-subscription';
import {
  changedItem,
  checkTogether,
  type ItemRequest,
  newItem,
  recurringPrice,
  taxRatesOf,
} from './subscription-items';

export type ProrationBehavior = 'create_prorations' | 'always_invoice' | 'none';

export interface SubscriptionChange {
  readonly items?: readonly ItemRequest[] | undefined;
  readonly proration_behavior?: ProrationBehavior | undefined;
  readonly proration_date?: number | undefined;
  readonly billing_cycle_anchor?: 'now' | 'unchanged' | undefined;
  readonly trial_end?: 'now' | number | undefined;
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
  const before = sandbox.store.subscriptions.get(id);
  if (!before) throw resourceMissing('subscription', id);
  if (hasEnded(before) && Object.keys(request).some((key) => key !== 'metadata' && key !== 'cancellation_details')) {
    throw invalidRequest('A canceled subscription can only update its cancellation_details and metadata.');
  }
  if (request.trial_end === 'now' && before.status === 'trialing' && !endTrialNow(sandbox, before)) {
    return sandbox.store.subscriptions.get(id) ?? before;
  }
  const items = changedItems(sandbox, before, request.items ?? []);
  checkTogether(items);
  const discounts =
    request.discounts === undefined
      ? before.discounts
      : replaceDiscounts(sandbox, before.discounts, request.discounts ?? [], {
          customer: before.customer,
          subscription: id,
        });
  const cycle = nextCycle(sandbox, before, items, request);
  const after: Subscription = {
    ...before,
    ...plainFields(sandbox, before, request),
    ...cycle?.patch,
    discounts,
    items: itemList(id, cycle ? withPeriod(items, cycle.start, cycle.end) : items),
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
  const kept = subscription.items.data.flatMap((item) => {
    const request = requests.find(({ id }) => id === item.id);
    if (!request) return [item];
    return request.deleted ? [] : [changedItem(sandbox, item, request, subscription.customer)];
  });
  const known = new Set(subscription.items.data.map((item) => item.id));
  const unknown = requests.find((request) => request.id !== undefined && !known.has(request.id));
  if (unknown) throw resourceMissing('subscription item', unknown.id ?? '', 'items[0][id]');
  const { start, end } = currentPeriod(subscription);
  const added = requests
    .filter((request) => request.id === undefined)
    .map((request) =>
      newItem(sandbox, request, recurringPrice(sandbox, request.price ?? '', 'items[0][price]'), {
        subscription: subscription.id,
        customer: subscription.customer,
        start,
        end,
      }),
    );
  return [...kept, ...added];
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

function plainFields(sandbox: Sandbox, before: Subscription, request: SubscriptionChange): Partial<Subscription> {
  const byInvoice = (request.collection_method ?? before.collection_method) === 'send_invoice';
  return {
    collection_method: request.collection_method ?? before.collection_method,
    days_until_due: byInvoice ? (request.days_until_due ?? before.days_until_due ?? 30) : null,
    default_payment_method:
      request.default_payment_method === undefined ? before.default_payment_method : request.default_payment_method,
    default_tax_rates:
      request.default_tax_rates === undefined
        ? before.default_tax_rates
        : taxRatesOf(sandbox, request.default_tax_rates, 'default_tax_rates'),
    description: request.description === undefined ? before.description : request.description,
    metadata: mergeMetadata(before.metadata, request.metadata),
    pause_collection: request.pause_collection === undefined ? before.pause_collection : request.pause_collection,
    ...(request.missingPaymentMethod && {
      trial_settings: {
        end_behavior: { billing_cycle_anchor: null, missing_payment_method: request.missingPaymentMethod },
      },
    }),
  };
}

/** `canceled_at` is when leaving was asked for; taking it back clears every trace of it. */
function leavingFields(sandbox: Sandbox, after: Subscription, request: SubscriptionChange): Partial<Subscription> {
  const details = { ...after.cancellation_details, ...request.cancellation_details };
  const atPeriodEnd = request.cancel_at_period_end ?? (request.cancel_at === undefined && after.cancel_at_period_end);
  const until =
    request.cancel_at === undefined
      ? request.cancel_at_period_end === false
        ? null
        : after.cancel_at
      : request.cancel_at;
  const cancelAt = atPeriodEnd ? currentPeriod(after).end : until;
  if (hasEnded(after)) return { cancellation_details: details };
  if (cancelAt === null) {
    const cleared = { comment: null, feedback: null, feedback_option: null, reason: null };
    const wasLeaving = after.cancel_at !== null;
    return {
      cancel_at: null,
      cancel_at_period_end: false,
      canceled_at: null,
      cancellation_details: wasLeaving ? cleared : details,
    };
  }
  return {
    cancel_at: cancelAt,
    cancel_at_period_end: atPeriodEnd,
    canceled_at: after.canceled_at ?? sandbox.time(),
    cancellation_details: { ...details, reason: 'cancellation_requested' },
  };
}

function finish(
  sandbox: Sandbox,
  before: Subscription,
  after: Subscription,
  request: SubscriptionChange,
  cycle: Cycle | undefined,
): Subscription {
  const { store } = sandbox;
  store.subscriptions.replace(after);
  const draft = cycle || owesNow(sandbox, after, request) ? draftChange(sandbox, before, after, cycle) : undefined;
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
    bill: cycle ? { start: cycle.start, end: cycle.end } : null,
    period: cycle ? { start: currentPeriod(before).start, end: now } : { start: now, end: now },
    inTrial: cycle?.inTrial ?? false,
    finalizesAt: null,
  });
}
