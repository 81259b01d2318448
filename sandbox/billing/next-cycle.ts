import { invalidRequest } from '../core/errors';
import type { Sandbox } from '../core/sandbox';
import { quantityOf, type Subscription, type SubscriptionItem } from '../objects/subscription';
import { addIntervals } from './period';
import { priceAmount } from './price-amount';
import { priceIn } from './price-in';
import { sameCycle } from './subscription-items';
import type { SubscriptionChange } from './update-subscription';

export interface Cycle {
  readonly start: number;
  /** When the first of its periods ends. */
  readonly end: number;
  readonly endOf: (item: SubscriptionItem) => number;
  readonly inTrial: boolean;
  readonly patch: Partial<Subscription>;
}

/** The cycle that starts with this change, if one does: another interval, the end of a trial, or because it was asked for. */
export function nextCycle(
  sandbox: Sandbox,
  before: Subscription,
  items: readonly SubscriptionItem[],
  request: Pick<SubscriptionChange, 'billing_cycle_anchor' | 'trial_end'>,
): Cycle | undefined {
  const start = sandbox.time();
  if (typeof request.trial_end === 'number') {
    const end = request.trial_end;
    if (end <= start)
      throw invalidRequest('Invalid timestamp: must be an integer Unix timestamp in the future.', 'trial_end');
    const patch = {
      billing_cycle_anchor: end,
      status: 'trialing',
      trial_end: end,
      trial_start: before.trial_start ?? start,
    } as const;
    return { start, end, endOf: () => end, inTrial: true, patch };
  }
  const endOf = ({ price }: SubscriptionItem) => addIntervals(start, price.recurring, 1);
  const whole = { start, end: Math.min(...items.map(endOf)), endOf, inTrial: false };
  if (before.status === 'trialing') {
    const patch = { billing_cycle_anchor: start, status: 'active', trial_end: start } as const;
    return request.trial_end === 'now' ? { ...whole, patch } : undefined;
  }
  // An item more or less on a cycle of its own leaves the others as they are.
  const otherCycle = !items.some(({ price }) =>
    before.items.data.some((was) => sameCycle(was.price.recurring, price.recurring)),
  );
  const leavesFree =
    priceOf(sandbox, before.currency, before.items.data) === 0 && priceOf(sandbox, before.currency, items) > 0;
  if (!otherCycle && !leavesFree && request.billing_cycle_anchor !== 'now') return undefined;
  return { ...whole, patch: { billing_cycle_anchor: start } };
}

/** What the items cost a period, before discounts and tax. */
export const priceOf = (
  { store }: Sandbox,
  currency: string,
  items: readonly Pick<SubscriptionItem, 'price' | 'quantity'>[],
) =>
  items.reduce(
    (sum, item) =>
      sum +
      priceAmount(priceIn(store, item.price, currency) ?? item.price, quantityOf(item), store.tiers.get(item.price.id)),
    0,
  );
