import { z } from 'zod';
import { type SubscriptionChange, updateSubscription } from '../billing/update-subscription';
import { resourceMissing } from '../core/errors';
import { paging } from '../core/list';
import { flag, integer, text } from '../core/params';
import { route } from '../core/router';
import type { Sandbox } from '../core/sandbox';
import type { SubscriptionItem } from '../objects/subscription';
import { itemFields, resolvePriceData } from './subscription-params';

const proration = {
  proration_behavior: z.enum(['create_prorations', 'always_invoice', 'none']).optional(),
  proration_date: integer.optional(),
};
const createParams = z.strictObject({ ...itemFields, ...proration, subscription: text });
const updateParams = z.strictObject({ ...itemFields, ...proration, off_session: flag.optional() });
const listParams = z.strictObject({ ...paging, subscription: text });

export const subscriptionItemRoutes = [
  route('POST', '/v1/subscription_items', createParams, (sandbox, { subscription, ...params }) => {
    const before = new Set(itemsOf(sandbox, subscription).map(({ id }) => id));
    changeItem(sandbox, subscription, params);
    const added = itemsOf(sandbox, subscription).find(({ id }) => !before.has(id));
    if (!added) throw new Error('the new item is not on its subscription');
    return added;
  }),
  route('GET', '/v1/subscription_items', listParams, (sandbox, params) => {
    const items = itemsOf(sandbox, params.subscription);
    const start = items.findIndex(({ id }) => id === params.starting_after) + 1;
    const data = items.slice(start, start + (params.limit ?? 10));
    return { object: 'list', url: '/v1/subscription_items', has_more: start + data.length < items.length, data };
  }),
  route('GET', '/v1/subscription_items/:id', z.strictObject({}), (sandbox, _params, id) => findItem(sandbox, id)),
  route('POST', '/v1/subscription_items/:id', updateParams, (sandbox, params, id) => {
    changeItem(sandbox, findItem(sandbox, id).subscription, { ...params, id });
    return findItem(sandbox, id);
  }),
  route('DELETE', '/v1/subscription_items/:id', z.strictObject(proration), (sandbox, params, id) => {
    changeItem(sandbox, findItem(sandbox, id).subscription, { ...params, id, deleted: true });
    return { id, object: 'subscription_item', deleted: true };
  }),
];

function itemsOf(sandbox: Sandbox, id: string): readonly SubscriptionItem[] {
  const subscription = sandbox.store.subscriptions.get(id);
  if (!subscription) throw resourceMissing('subscription', id, 'subscription');
  return subscription.items.data;
}

function findItem(sandbox: Sandbox, id: string): SubscriptionItem {
  const subscription = sandbox.store.subscriptions.get(sandbox.store.subscriptionOfItem.get(id) ?? '');
  const item = subscription?.items.data.find((one) => one.id === id);
  if (!item) throw resourceMissing('subscription item', id);
  return item;
}

type ItemParams = Partial<z.output<typeof updateParams>> & { readonly id?: string; readonly deleted?: boolean };

/** A change to one item is a change of its subscription, with all that follows. */
function changeItem(sandbox: Sandbox, subscription: string, params: ItemParams): void {
  const { proration_behavior, proration_date, off_session: _ignored, ...item } = params;
  const change: SubscriptionChange = { items: [resolvePriceData(sandbox, item)], proration_behavior, proration_date };
  updateSubscription(sandbox, subscription, change);
}
