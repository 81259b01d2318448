import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { getDb, getPool } from '@/lib/db/client';
import { click, join } from '@/lib/inbox/examples/testing/touches';
import { projectPending } from '@/lib/inbox/projector';
import { type Harness, startHarness } from '@/lib/inbox/testing/harness';
import { at, charge, event, refund } from '@/lib/inbox/testing/stripe-objects';
import { trackLead } from '@/lib/tracking/track-lead';
import { createEndpoint } from './change-endpoints';
import { WEBHOOK_TYPES } from './webhook-types';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
beforeEach(async () => {
  await harness.reset();
  await getPool().query('truncate outgoing_endpoint, outgoing_message, outgoing_delivery');
});
afterAll(() => harness.close());

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();
const customer = (id: string, when: string, user: string) =>
  event('customer.created', when, {
    ...{ id, object: 'customer', created: at(when), email: null, name: null, metadata: { user_id: user } },
  });
const paid = (id: string, of: string, when: string) => event('charge.succeeded', when, charge(id, of, 9999, when));

async function listen(since: string): Promise<void> {
  const types = [...WEBHOOK_TYPES];
  await createEndpoint('ws_test', { url: 'https://a.example', types, description: '', createdById: null });
  await getDb().outgoingEndpoint.updateMany({ where: { workspaceId: 'ws_test' }, data: { createdAt: since } });
}
/** What was told, in order. */
const told = async () => {
  const messages = await getDb().outgoingMessage.findMany({ orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] });
  return messages.map(({ body }) => JSON.parse(body));
};

test('a sale of somebody that a link brought is told once, with what brought it; a refund does not tell it again', async () => {
  await listen(daysAgo(20));
  await click('click_a', daysAgo(3), { campaign: 'spring', linkId: 'link_1', partnerId: 'ptn_1' }, 'v:browser');
  await join('v:browser', 'id:u1');
  await harness.deliver(
    customer('cus_1', daysAgo(2), 'u1'),
    paid('ch_1', 'cus_1', daysAgo(2)),
    customer('cus_2', daysAgo(2), 'nobody knows'),
    paid('ch_2', 'cus_2', daysAgo(2)),
  );
  await harness.deliver(event('refund.created', daysAgo(1), refund('re_1', 'ch_1', 100, daysAgo(1))));
  expect(await told()).toMatchObject([
    {
      type: 'sale.created',
      data: {
        id: 'ch_1',
        customer: 'cus_1',
        amountMinor: 9999,
        linkId: 'link_1',
        partnerId: 'ptn_1',
        campaign: 'spring',
      },
    },
  ]);
});

test('also when it is learned afterwards what brought them; not what is older than a week; nothing where nobody listens', async () => {
  await harness.deliver(
    ...[
      customer('cus_1', daysAgo(40), 'u1'),
      paid('ch_old', 'cus_1', daysAgo(30)),
      paid('ch_new', 'cus_1', daysAgo(2)),
    ],
  );
  await click('click_a', daysAgo(35), { campaign: 'spring' }, 'v:browser');
  await join('v:browser', 'id:u1');
  await projectPending();
  expect(await told()).toEqual([]);
  await listen(daysAgo(3));
  await harness.deliver(paid('ch_newer', 'cus_1', daysAgo(1)), paid('ch_late', 'cus_1', daysAgo(4)));
  expect((await told()).map(({ data }) => data.id).sort()).toEqual(['ch_new', 'ch_newer']);
});

test('each endpoint is told of the sales that were after it was made', async () => {
  await listen(daysAgo(20));
  const [early] = await getDb().outgoingEndpoint.findMany();
  const types = [...WEBHOOK_TYPES];
  await createEndpoint('ws_test', { url: 'https://b.example', types, description: '', createdById: null });
  await getDb().outgoingEndpoint.updateMany({
    where: { workspaceId: 'ws_test', url: 'https://b.example' },
    data: { createdAt: daysAgo(2) },
  });
  await click('click_a', daysAgo(6), { campaign: 'spring' }, 'v:browser');
  await join('v:browser', 'id:u1');
  await harness.deliver(
    ...[customer('cus_1', daysAgo(5), 'u1'), paid('ch_1', 'cus_1', daysAgo(4)), paid('ch_2', 'cus_1', daysAgo(1))],
  );
  expect(await told()).toHaveLength(2);
  const deliveries = await getDb().outgoingDelivery.findMany();
  const toEarly = deliveries.filter(({ endpointId }) => endpointId === early?.id);
  expect([toEarly.length, deliveries.length - toEarly.length]).toEqual([2, 1]);
});

test('RV-19 RV-26 a lead that the app tracked is told once; those that Stripe tells of are not', async () => {
  await listen(daysAgo(20));
  await click('click_a', daysAgo(1), { linkId: 'link_1' }, 'v:browser');
  const lead = {
    ...{
      clickId: 'click_a',
      eventName: 'Sign up',
      customerExternalId: 'u1',
      customerName: 'Ada',
      mode: 'wait' as const,
    },
    ...{ customerEmail: 'ada@example.com', customerAvatar: null, metadata: null },
  };
  await trackLead({ workspaceId: 'ws_test', livemode: true }, lead);
  await trackLead({ workspaceId: 'ws_test', livemode: true }, lead);
  await harness.deliver(
    event('customer.created', daysAgo(1), {
      ...{ id: 'cus_9', object: 'customer', created: at(daysAgo(1)), email: null, name: null },
      metadata: { dubClickId: 'click_a', dubCustomerExternalId: 'u9' },
    }),
  );
  expect(await getDb().lead.count({ where: { workspaceId: 'ws_test' } })).toBe(2);
  expect(await told()).toMatchObject([
    { type: 'lead.created', data: { externalId: 'u1', email: 'ada@example.com', linkId: 'link_1', mode: 'live' } },
  ]);
});
