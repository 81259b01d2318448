import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { compareRollups } from '@/lib/checks/compare-rollups';
import { getPool } from '@/lib/db/client';
import { applyMappings } from '@/lib/identity/apply-mappings';
import { saveMapping } from '@/lib/identity/save-mapping';
import { DEFAULT_MAPPING } from '@/lib/identity/types';
import { verifyWorkspace } from '@/lib/metrics/verify';
import { type Harness, startHarness, storeRate } from '../testing/harness';
import { at, event, type FakeEvent } from '../testing/stripe-objects';
import { randomStory } from './testing/random-story';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

const DAY = 86_400_000;

/** Says, early or late, when customers were created, and for some who they are. */
const introduced = (story: readonly FakeEvent[], days: readonly number[]): FakeEvent[] => {
  const customers = new Set(story.map(({ data }) => data.object.customer).filter((id) => typeof id === 'string'));
  return [...customers].flatMap((id, index) => {
    const when = new Date(Date.parse('2026-01-05T08:00:00Z') + (days[index % days.length] ?? 0) * DAY).toISOString();
    const metadata = index % 3 === 0 ? {} : { user_id: `user_${index % 2}` };
    const customer = { id, object: 'customer', email: `c${index % 4}@example.com`, metadata, created: at(when) };
    return index % 4 === 3 ? [] : [event('customer.created', when, customer)];
  });
};

const batches = fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 6 });
const days = fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 4 });

test('B7 cohorts kept event by event, in any order and however people are told apart, are those made at once', async () => {
  await fc.assert(
    fc.asyncProperty(randomStory, days, batches, fc.nat(), async (story, created, sizes, seed) => {
      await harness.reset();
      await storeRate(harness.account, 'eur', 'usd', '2026-01-01', '1.10');
      const events = shuffled([...story, ...introduced(story, created)], seed);
      for (let [from, batch] = [0, 0]; from < events.length; batch += 1) {
        const size = sizes[batch % sizes.length] ?? 1;
        await harness.deliver(...events.slice(from, from + size));
        from += size;
      }
      expect(await compareRollups(harness.account.workspaceId)).toEqual([]);
      const mapping = { workspaceId: harness.account.workspaceId, connectionId: harness.connectionId, userId: null };
      await saveMapping({ ...mapping, settings: DEFAULT_MAPPING.settings, rules: [{ kind: 'email' }] });
      await applyMappings();
      expect(await compareRollups(harness.account.workspaceId)).toEqual([]);
      expect((await verifyWorkspace(harness.account.workspaceId)).filter(({ ok }) => !ok)).toEqual([]);
      await getPool().query('delete from identity_mapping where workspace_id = $1', [harness.account.workspaceId]);
    }),
    { numRuns: 6, endOnFailure: true },
  );
}, 240_000);

function shuffled<T>(list: readonly T[], seed: number): T[] {
  const keyed = list.map((item, index) => [Math.imul(index + 1, (seed | 1) * 2_654_435_761) >>> 0, item] as const);
  return keyed.sort(([a], [b]) => a - b).map(([, item]) => item);
}
