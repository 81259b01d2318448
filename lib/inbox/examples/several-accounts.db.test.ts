import { afterAll, beforeAll, expect, test } from 'vitest';
import { dimensionValues } from '@/lib/metrics/dimension-values';
import type { DimensionFilter } from '@/lib/metrics/dimensions';
import { addConnection } from '@/lib/workspace/add-connection';
import { addWebhookSecret } from '@/lib/workspace/add-webhook-secret';
import { projectPending } from '../projector';
import { type Harness, postBody, sign, startHarness } from '../testing/harness';
import { at, event, item, price, subscription } from '../testing/stripe-objects';
import { figure } from './testing/figures';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

const SECRET = 'whsec_of_the_other_account';
const RANGE = { from: '2026-01-01', to: '2026-03-01' };

/** The ids are the same in both accounts, as they never are at Stripe: what tells them apart is the source alone. */
const subscribed = (amount: number) =>
  event('customer.subscription.created', '2026-01-10', {
    ...subscription('sub_1', 'cus_1', [item('si_1', price('price_a', amount))], '2026-01-10'),
    created: at('2026-01-10'),
  });

test('AM-02 the figures of several Stripe accounts add up, and each can be seen by itself', async () => {
  const { workspaceId } = harness.account;
  const { id: other } = await addConnection(workspaceId, 'Books');
  await addWebhookSecret(workspaceId, other, SECRET);
  await harness.deliver(subscribed(1000));
  const body = Buffer.from(JSON.stringify(subscribed(2500)));
  expect((await postBody(other, body, sign(body, SECRET))).status).toBe(200);
  await projectPending();

  const both = await figure(harness.account, 'mrr', { ...RANGE, breakdown: 'account' });
  expect(both).toMatchObject({
    value: 3500,
    by: { [harness.connectionId]: 1000, [other]: 2500 },
    labels: { [harness.connectionId]: 'Stripe', [other]: 'Books' },
  });
  const account = (negated: boolean): DimensionFilter[] => [{ dimension: 'account', negated, values: [other] }];
  for (const [metric, books, stripe] of [
    ['mrr', 2500, 1000],
    ['new-mrr', 2500, 1000],
    ['active-subscribers', 1, 1],
  ] as const) {
    expect((await figure(harness.account, metric, { ...RANGE, filters: account(false) })).value).toBe(books);
    expect((await figure(harness.account, metric, { ...RANGE, filters: account(true) })).value).toBe(stripe);
  }
  expect(await dimensionValues(workspaceId, true, 'account')).toEqual([
    { value: other, label: 'Books' },
    { value: harness.connectionId, label: 'Stripe' },
  ]);
});
