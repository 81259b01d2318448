import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Harness, startHarness } from '@/lib/inbox/testing/harness';
import { event, type FakeObject, invoice } from '@/lib/inbox/testing/stripe-objects';
import { loadMatchRate, loadSeenFields, loadUnresolved } from './load-identity';

const WHEN = '2026-03-10T12:00:00Z';
let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

const known = (id: string, extra: Record<string, unknown>) =>
  event('customer.created', WHEN, { id, object: 'customer', email: null, metadata: {}, ...extra } satisfies FakeObject);
const sold = (id: string, of: string, amount: number, extra: Record<string, unknown> = {}) =>
  event('invoice.paid', WHEN, invoice(id, of, amount, WHEN, extra));

test('B15-11 BY-33 the match rate counts customers and what they brought; what they carry is what rules are offered', async () => {
  const { workspaceId } = harness.account;
  const { connectionId } = harness;
  await harness.deliver(
    ...[1, 2, 3, 4, 5].map((n) => known(`cus_${n}`, { metadata: { user_id: `u${n}`, plan: 'gold' } })),
    ...[6, 7].map((n) => known(`cus_${n}`, { email: `c${n}@y.com` })),
    ...[1, 2, 3, 4, 5, 6, 7].map((n) => sold(`in_${n}`, `cus_${n}`, 10_000)),
    sold('in_8', 'cus_8', 30_000, { metadata: { org: 'o1' } }),
  );
  expect(await loadMatchRate({ workspaceId, connectionId, feeHandling: 'net_of_fees' })).toEqual({
    customers: 8,
    revenueMinor: 100_000,
    byRule: [
      { rule: 'metadata:user_id', customers: 5, revenueMinor: 50_000 },
      { rule: 'email', customers: 2, revenueMinor: 20_000 },
      { rule: 'fallback', customers: 1, revenueMinor: 30_000 },
    ],
    recent: 0,
  });
  const seen = await loadSeenFields(workspaceId, connectionId);
  expect(seen.filter(({ field }) => field.startsWith('metadata.'))).toEqual([
    { field: 'metadata.plan', customers: 5, samples: ['gold'], places: ['customer'] },
    { field: 'metadata.user_id', customers: 5, samples: ['u1', 'u2', 'u3'], places: ['customer'] },
    { field: 'metadata.org', customers: 1, samples: ['o1'], places: ['event'] },
  ]);
  expect(await loadUnresolved(workspaceId, connectionId)).toEqual([
    { ownerId: 'cus_8', name: null, email: null, personId: 'cus_8', keys: ['org'] },
  ]);
});
