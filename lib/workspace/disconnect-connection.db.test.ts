import { afterAll, beforeAll, expect, test } from 'vitest';
import { seal } from '@/lib/auth/secret-box';
import { getDb, getPool } from '@/lib/db/client';
import { inTransaction } from '@/lib/db/in-transaction';
import { flushDeliveries } from '@/lib/inbox/count-delivery';
import { flushRejections } from '@/lib/inbox/count-rejection';
import { ledgerDigest } from '@/lib/inbox/ledger-digest';
import { projectPending } from '@/lib/inbox/projector';
import { rebuildWorkspace } from '@/lib/inbox/rebuild';
import { receiveStripeEvent } from '@/lib/inbox/receive-stripe-event';
import { type Harness, SECRET, sign, startHarness } from '@/lib/inbox/testing/harness';
import type { FakeEvent } from '@/lib/inbox/testing/stripe-objects';
import { loadMetric } from '@/lib/reports/load-metric';
import { parseReportParams } from '@/lib/reports/report-params';
import { createSandboxAccount } from '@/sandbox/account';
import { disconnectConnection, eraseConnection } from './disconnect-connection';
import { reconnectConnection } from './reconnect-connection';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

/** A shop of its own in which one person subscribes. */
function lifeOf(email: string, amount: number): FakeEvent[] {
  const account = createSandboxAccount({ startAt: new Date('2026-03-01T12:00:00Z') });
  const make = (path: string, params: object): string => {
    const made: unknown = account.request('POST', path, { ...params });
    return typeof made === 'object' && made !== null && 'id' in made ? String(made.id) : '';
  };
  const price = make('/v1/prices', {
    ...{ product: make('/v1/products', { name: 'Plan' }), currency: 'usd' },
    ...{ unit_amount: amount, recurring: { interval: 'month' } },
  });
  const customer = make('/v1/customers', { email, payment_method: 'pm_card_visa' });
  make('/v1/subscriptions', { customer, items: [{ price }] });
  return account.events().map((event): FakeEvent => JSON.parse(JSON.stringify(event)));
}

async function addSecond(): Promise<string> {
  const { workspaceId } = harness.account;
  const id = 'second';
  await getDb().connection.create({ data: { workspaceId, id, name: 'Second shop', colour: 'blue' } });
  await getDb().webhookSecret.create({
    data: { workspaceId, connectionId: id, id: 'two', cipher: seal(SECRET), hint: '…' },
  });
  return id;
}

async function post(connectionId: string, event: FakeEvent) {
  const rawBody = Buffer.from(JSON.stringify(event));
  return receiveStripeEvent({ connectionId, rawBody, signature: sign(rawBody) });
}

const figures = async () => {
  const params = parseReportParams(harness.account, { from: '2026-03-01', to: '2026-04-01' });
  const values = ['mrr', 'gross-revenue', 'active-subscribers', 'buyers-by-product'].map(
    async (metric) => (await loadMetric(harness.account, metric, params)).total.value,
  );
  return Promise.all(values);
};

const digestNow = async () => inTransaction(async (tx) => (await ledgerDigest(tx, harness.account.workspaceId)).all);

/** Rows by table of what belongs to a connection, whichever tables those are. */
async function rowsOf(id: string): Promise<Record<string, number>> {
  const tables = await getPool().query<{ table_name: string }>(
    "select table_name from information_schema.columns where table_schema = current_schema() and column_name = 'connection_id'",
  );
  const counts = tables.rows.map(async ({ table_name: table }) => {
    const { rows } = await getPool().query<{ count: bigint }>(
      `select count(*) as count from "${table}" where connection_id = $1`,
      [id],
    );
    return [table, Number(rows[0]?.count ?? 0)] as const;
  });
  return Object.fromEntries((await Promise.all(counts)).filter(([, count]) => count > 0));
}

test('a source is disconnected and kept, taken up again, and erased with all that it brought', async () => {
  const { workspaceId } = harness.account;
  await harness.deliver(...lifeOf('ada@example.com', 4900));
  const alone = await figures();
  const digest = await digestNow();

  const second = await addSecond();
  // The same person buys in both, so what counts people is shared.
  const life = lifeOf('ada@example.com', 2500);
  for (const event of life) expect((await post(second, event)).status).toBe(200);
  await projectPending();
  const both = await figures();
  expect(both).not.toEqual(alone);

  await disconnectConnection(workspaceId, second);
  const [late] = lifeOf('grace@example.com', 100);
  if (!late) throw new Error('no event');
  expect((await post(second, late)).status).toBeGreaterThanOrEqual(400);
  await Promise.all([flushRejections(), flushDeliveries()]); // half a second later, which the erasing below does not wait for
  expect(await figures()).toEqual(both);
  expect(await getDb().connection.findFirst({ where: { id: second } })).toMatchObject({ apiKeyCipher: null });

  await reconnectConnection(workspaceId, second);
  expect(await getDb().connection.findFirst({ where: { id: second } })).toMatchObject({ disconnectedAt: null });

  await expect(eraseConnection(workspaceId, second, { name: 'Stripe', underWayMs: 0 })).rejects.toMatchObject({
    code: 'unprocessable',
    field: 'name',
  });
  expect(await figures()).toEqual(both);
  const before = await getDb().workspace.findUniqueOrThrow({ where: { id: workspaceId } });
  await eraseConnection(workspaceId, second, { name: 'Second shop', underWayMs: 0 });
  expect(await rowsOf(second)).toEqual({});
  expect(await getDb().connection.count({ where: { workspaceId } })).toBe(1);
  expect(await figures()).toEqual(alone);
  expect(await digestNow()).toBe(digest);
  const after = await getDb().workspace.findUniqueOrThrow({ where: { id: workspaceId } });
  expect(after.settingsVersion).toBeGreaterThan(before.settingsVersion);
  const { changed } = await rebuildWorkspace(workspaceId);
  expect(changed).toEqual([]);
});
