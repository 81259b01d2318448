import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadAlarms } from '@/lib/connections/health/load-alarms';
import { loadConnectionHealth } from '@/lib/connections/health/load-connection-health';
import { dimensionValues } from '@/lib/metrics/dimension-values';
import type { DimensionFilter } from '@/lib/metrics/dimensions';
import { addConnection } from '@/lib/workspace/add-connection';
import { addWebhookSecret } from '@/lib/workspace/add-webhook-secret';
import { projectPending } from '../projector';
import { type Harness, postBody, sign, startHarness } from '../testing/harness';
import { at, event, type FakeEvent, item, price, subscription } from '../testing/stripe-objects';
import { figure } from './testing/figures';

let harness: Harness;
let other: string;
beforeAll(async () => {
  harness = await startHarness();
  const { workspaceId } = harness.account;
  other = (await addConnection(workspaceId, 'Books')).id;
  await addWebhookSecret(workspaceId, other, SECRET);
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

async function deliverToOther(delivered: FakeEvent) {
  const body = Buffer.from(JSON.stringify(delivered));
  expect((await postBody(other, body, sign(body, SECRET))).status).toBe(200);
  await projectPending();
}

test('D13 an account that is connected twice is named at both sources, and two accounts are not', async () => {
  await harness.reset();
  const { workspaceId } = harness.account;
  const own = subscribed(1000);
  await harness.deliver(own);
  await deliverToOther(subscribed(2500));
  const alarms = async () => (await loadAlarms(workspaceId, new Date())).alarms.filter(({ kind }) => kind === 'twice');
  expect(await alarms()).toEqual([]);
  await deliverToOther(own);
  expect((await alarms()).map(({ connectionId }) => connectionId).sort()).toEqual([other, harness.connectionId].sort());
  expect((await loadConnectionHealth(workspaceId, other)).sameAccount).toMatchObject({ sources: ['Stripe'] });
});

test('AM-02 the figures of several Stripe accounts add up, and each can be seen by itself', async () => {
  await harness.reset();
  const { workspaceId } = harness.account;
  await harness.deliver(subscribed(1000));
  await deliverToOther(subscribed(2500));

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
