import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { getPool } from '@/lib/db/client';
import { demoCompanyOpens, playDemoCompany } from '@/prisma/stories/demo-company';
import { createSandboxAccount } from '@/sandbox/account';
import { metricDayDigests } from '../ledger-digest';
import { type Harness, startHarness, storeRate } from '../testing/harness';
import type { FakeEvent, FakeObject } from '../testing/stripe-objects';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 }); // a company's life, five times, on a busy machine

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());
beforeEach(() => harness.reset());

/** The company as events of one API version tell it: what every measure came to on every day. */
async function told(apiVersion?: string, shape = (event: FakeEvent) => event): Promise<Map<string, string>> {
  await harness.reset();
  await storeRate(harness.account, 'eur', 'usd', '2024-01-01', '1.10');
  await storeRate(harness.account, 'jpy', 'usd', '2024-01-01', '0.0067');
  const until = new Date('2026-06-15T00:00:00Z');
  const account = createSandboxAccount({ startAt: demoCompanyOpens(until), ...(apiVersion ? { apiVersion } : {}) });
  const events: FakeEvent[] = [];
  account.onEvent((event, as) => {
    const sent: FakeEvent = JSON.parse(JSON.stringify(apiVersion ? as(apiVersion) : event));
    events.push(shape(sent));
  });
  playDemoCompany(account, { until, scale: 0.02 });
  await harness.deliver(...events);
  const failed = await getPool().query("select id, reason from stripe_event where state = 'failed'");
  expect(failed.rows).toEqual([]);
  return metricDayDigests(getPool(), harness.account.workspaceId);
}

/** Instead of its id the customer as last told of, which is what an integration gets that asks for it. */
function withCustomers(): (event: FakeEvent) => FakeEvent {
  const customers = new Map<unknown, FakeObject>();
  return (event) => {
    const { object } = event.data;
    if (object.object === 'customer') customers.set(object.id, object);
    const customer = customers.get(object.customer);
    return customer ? { ...event, data: { ...event.data, object: { ...object, customer } } } : event;
  };
}

test('F22 a company tells the same figures in the payloads of every API generation', async () => {
  const current = await told();
  expect(current.size).toBeGreaterThan(1000);
  for (const version of ['2025-09-30.clover', '2025-03-31.basil'])
    expect({ version, figures: await told(version) }).toEqual({ version, figures: current });
  expect(await told(undefined, withCustomers())).toEqual(current);
  // In those days a buyer who was shown another currency was charged in it: the sale is the same, its charge is not.
  const old = await told('2024-06-20');
  const abroad = await getPool().query<{ day: string }>(
    "select distinct day::text as day from daily_rollup where workspace_id = $1 and measure = 'charge' and currency = 'cad'",
    [harness.account.workspaceId],
  );
  expect(abroad.rows).toHaveLength(1);
  for (const { day } of abroad.rows) for (const figures of [old, current]) figures.delete(`charge ${day}`);
  expect(old).toEqual(current);
});
