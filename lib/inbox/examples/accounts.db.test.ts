import { afterAll, beforeAll, expect, test } from 'vitest';
import { getDb, getPool } from '@/lib/db/client';
import { countAccount } from '@/lib/workspace/count-account';
import { loadConnections } from '@/lib/workspace/load-connections';
import { projectPending } from '../projector';
import { rebuildWorkspace } from '../rebuild';
import { type Harness, postBody, startHarness } from '../testing/harness';
import { event, type FakeEvent, invoice } from '../testing/stripe-objects';
import { inMonth } from './testing/figures';
import { subscribed } from './testing/lives';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

const paid = (id: string, amount: number) =>
  event('invoice.paid', '2026-03-05', invoice(id, 'cus_1', amount, '2026-03-05'));
const of = (account: string, sent: FakeEvent) => ({ ...sent, account });
const gross = async () => (await inMonth(harness.account, 'gross-revenue', '2026-03')).value;
const mrr = async () => (await inMonth(harness.account, 'mrr', '2026-03')).value;

test('B14 rule 3 an event of another Stripe account is kept with the reason and is in no figure, until it is chosen', async () => {
  const { workspaceId } = harness.account;
  await harness.deliver(
    paid('in_own', 1000),
    of('acct_other', paid('in_other', 30000)),
    of('acct_other', subscribed({ customer: 'cus_other', amount: 700, since: '2026-03-01' })),
  );
  expect([await gross(), await mrr()]).toEqual([1000, 0]);
  const kept = await getDb().stripeEvent.findMany({
    where: { workspaceId, account: 'acct_other' },
    select: { state: true, reason: true },
  });
  expect(kept).toEqual([
    { state: 'ignored', reason: expect.stringContaining('acct_other') },
    { state: 'ignored', reason: expect.stringContaining('acct_other') },
  ]);
  const source = async () => (await loadConnections(workspaceId))[0];
  expect(await source()).toMatchObject({ accountId: null, others: [{ account: 'acct_other', count: 2 }] });
  const { before, after } = await rebuildWorkspace(workspaceId);
  expect(after).toBe(before);

  await countAccount(workspaceId, harness.connectionId, 'acct_other');
  await harness.deliver(of('acct_other', paid('in_later', 5)), paid('in_own_later', 9));
  expect([await gross(), await mrr()]).toEqual([30005, 700]);
  expect(await source()).toMatchObject({ accountId: 'acct_other', others: [{ account: null, count: 2 }] });

  await countAccount(workspaceId, harness.connectionId, null);
  expect([await gross(), await mrr()]).toEqual([1009, 0]);
});

test('AM-02 two Stripe accounts, each with its own endpoint, add up and neither touches the other’s objects', async () => {
  await harness.reset();
  const { workspaceId } = harness.account;
  const secrets = await getDb().webhookSecret.findMany({ where: { workspaceId } });
  await getDb().connection.create({ data: { workspaceId, id: 'second', name: 'Second' } });
  for (const secret of secrets) await getDb().webhookSecret.create({ data: { ...secret, connectionId: 'second' } });
  // Two accounts may well use the same ids.
  await harness.post(paid('in_1', 1000));
  const receipt = await postBody('second', Buffer.from(JSON.stringify(paid('in_1', 200))));
  expect(receipt.status).toBe(200);
  await projectPending();
  expect(await gross()).toBe(1200);
  const sales = await getPool().query(
    'select connection_id as source, id, net_minor::int as net from sale where workspace_id = $1 order by 1',
    [workspaceId],
  );
  expect(sales.rows).toEqual([
    { source: 'default', id: 'in_1', net: 1000 },
    { source: 'second', id: 'in_1', net: 200 },
  ]);
});
