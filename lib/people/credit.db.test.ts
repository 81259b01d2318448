import { afterAll, beforeAll, expect, test } from 'vitest';
import { getPool } from '@/lib/db/client';
import { addAlias } from '@/lib/identity/aliases/add-alias';
import { click, lead } from '@/lib/inbox/examples/testing/touches';
import { projectPending } from '@/lib/inbox/projector';
import { type Harness, startHarness } from '@/lib/inbox/testing/harness';
import { at, charge, event } from '@/lib/inbox/testing/stripe-objects';
import { loadPerson } from './load-person';
import { loadTimeline, timelineQuery } from './load-timeline';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
  await getPool().query(
    "insert into link (workspace_id, id, slug, url) values ('ws_test', 'link_a', 'spring', 'https://example.com')",
  );
  await click('click_a', '2026-03-01', { campaign: 'spring', source: 'news', linkId: 'link_a' }, 'v:one');
  await click('click_b', '2026-03-01', { campaign: 'other' }, 'v:two');
  await harness.deliver(
    event('customer.created', '2026-03-02', {
      ...{ id: 'cus_1', object: 'customer', created: at('2026-03-02'), email: null, name: null },
      metadata: { user_id: 'u1' },
    }),
    event('charge.succeeded', '2026-03-03', charge('ch_1', 'cus_1', 900, '2026-03-03')),
  );
});
afterAll(() => harness.close());

const credit = async () => (await loadPerson(harness.account, 'u1', 'live')).creditedTo;
const told = async (kind?: string) => {
  const query = timelineQuery.parse(kind ? { kind } : {});
  return (await loadTimeline(harness.account, 'u1', query)).items.map(({ title, detail }) =>
    `${title} ${detail}`.trim(),
  );
};

test('B12-7 the page of a person tells of clicks, leads, what the sales are credited to and how that changed', async () => {
  expect(await credit()).toBeNull();
  expect(await told('touch')).toEqual([]);

  await lead('u1', 'click_a', '2026-03-02', 'v:one');
  await projectPending();
  expect(await credit()).toEqual({
    model: 'last_touch',
    shares: [
      {
        ...{ at: '2026-03-01T00:00:00.000Z', part: 1, campaign: 'spring', source: 'news', medium: '' },
        ...{ link: '/r/spring', partner: '' },
      },
    ],
  });
  expect(await told('touch')).toEqual(['Click /r/spring / news / spring']);
  expect(await told('lead')).toEqual(['Lead: Sign up']);
  expect(await told('attribution')).toEqual([
    'Credited otherwise Direct / unknown → Last touch: /r/spring, news / spring: a lead told who it was, 1 sale',
  ]);
  expect(await told()).toHaveLength(5);
});

test('what the app told under another id of the person is told of the person, sales that Stripe tells of once', async () => {
  await addAlias({ workspaceId: 'ws_test', userId: null }, { livemode: true, alias: 'anon', to: 'u1' });
  await getPool().query(
    `insert into lead (workspace_id, id, source, livemode, event_name, occurred_at, external_id)
     values ('ws_test', 'lead_anon', 'manual', true, 'Newsletter', '2026-03-01', 'anon')`,
  );
  await getPool().query(
    `insert into tracked_sale (workspace_id, id, event_name, occurred_at, external_id, currency, amount_minor, payment_processor, invoice_id)
     values ('ws_test', 's1', 'Workshop', '2026-03-04', 'anon', 'usd', 5000, 'paypal', 'pp_1'),
       ('ws_test', 's2', 'Purchase', '2026-03-03', 'u1', 'usd', 900, 'stripe', 'ch_1')`,
  );
  expect(await told('lead')).toContain('Lead: Newsletter');
  expect(await told('tracked')).toEqual(['Tracked sale: Workshop told by your app alone, and no part of net revenue']);
});
