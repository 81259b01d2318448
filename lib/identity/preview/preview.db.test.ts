import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { getDb, getPool } from '@/lib/db/client';
import { ledgerDigest } from '@/lib/inbox/ledger-digest';
import { type Harness, startHarness } from '@/lib/inbox/testing/harness';
import { event, type FakeObject, invoice } from '@/lib/inbox/testing/stripe-objects';
import { applyMappings } from '../apply-mappings';
import { saveMapping } from '../save-mapping';
import { DEFAULT_MAPPING, type IdentityRule, type Mapping } from '../types';
import { loadPreview, loadPreviewMoves } from './load-preview';
import { startPreview } from './start-preview';
import type { PreviewResult } from './types';

const WHEN = '2026-03-10T12:00:00Z';
const NOW = new Date('2026-04-20T12:00:00Z');
let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
beforeEach(() => harness.reset());
afterAll(() => harness.close());

const known = (id: string, extra: Record<string, unknown>) =>
  event('customer.created', WHEN, { id, object: 'customer', email: null, metadata: {}, ...extra } satisfies FakeObject);
const sold = (id: string, of: string, amount: number) => event('invoice.paid', WHEN, invoice(id, of, amount, WHEN, {}));
const byEmail: IdentityRule[] = [{ kind: 'email' }, { kind: 'metadata', key: 'user_id' }];

async function preview(mapping: Partial<Mapping>) {
  const { account, connectionId } = harness;
  const { id, finished } = await startPreview({
    ...{ account, connectionId, userId: null, now: NOW },
    mapping: { ...DEFAULT_MAPPING, ...mapping },
  });
  await finished;
  const key = { workspaceId: account.workspaceId, connectionId, id };
  return { key, ...(await loadPreview(key)) };
}

/** The figures that a preview calls those of before, or of after. */
const side = (result: PreviewResult | undefined, of: 'before' | 'after') =>
  result && [
    ...[result.customers, result.revenue, result.people, result.unresolved].map((both) => both[of]),
    result.byRule.filter((rule) => rule[of] > 0).map((rule) => [rule.rule, rule[of]]),
    ...[...result.conflicts, ...result.effects].map((both) => both[of]),
  ];

async function save(mapping: Mapping) {
  const { account, connectionId } = harness;
  await saveMapping({ workspaceId: account.workspaceId, connectionId, userId: null, ...mapping });
  await applyMappings();
}

const digest = () => ledgerDigest(getPool(), harness.account.workspaceId);

const shop = () =>
  harness.deliver(
    known('cus_1', { name: 'Ada', email: 'a@y.com', metadata: { user_id: 'u1' } }),
    known('cus_2', { email: 'a@y.com', metadata: { user_id: 'u2' } }),
    known('cus_3', { metadata: { user_id: 'u1' } }),
    known('cus_4', {}),
    ...[1, 2, 3, 4].map((n) => sold(`in_${n}`, `cus_${n}`, n * 1000)),
  );

test('B15-10 D4 a preview says what other rules would do, and changes nothing', async () => {
  await shop();
  const before = await digest();
  const { state, result, key, problem } = await preview({ rules: byEmail });
  expect(problem).toBeUndefined();
  expect(state).toBe('done');
  expect(result).toMatchObject({
    customers: { total: 4, before: 3, after: 3 },
    revenue: { currency: 'usd', total: 10_000, before: 6000, after: 6000 },
    people: { before: 3, after: 3 },
    byRule: [
      { rule: 'email', before: 0, after: 2 },
      { rule: 'metadata:user_id', before: 3, after: 1 },
      { rule: 'fallback', before: 1, after: 1 },
    ],
    moved: 2,
    unresolved: { before: 1, after: 1 },
  });
  expect(result?.conflicts).toEqual([
    { kind: 'rivals', before: 0, after: 0, samples: [] },
    { kind: 'duplicates', before: 1, after: 0, samples: [] },
    { kind: 'shared', before: 0, after: 0, samples: [] },
  ]);
  const { moves } = await loadPreviewMoves(key, {});
  expect(moves).toMatchObject([
    { ownerId: 'cus_2', from: 'u2', to: 'a@y.com', fromRule: 'metadata:user_id', toRule: 'email', revenueMinor: 2000 },
    { ownerId: 'cus_1', name: 'Ada', from: 'u1', to: 'a@y.com', revenueMinor: 1000 },
  ]);
  expect((await loadPreviewMoves(key, { search: 'ada' })).moves.map(({ ownerId }) => ownerId)).toEqual(['cus_1']);
  expect(await digest()).toEqual(before);
});

test('B15-10 what a preview promises is what saving brings', async () => {
  await shop();
  const mapping = { ...DEFAULT_MAPPING, rules: byEmail };
  const promised = await preview(mapping);
  await save(mapping);
  const saved = await preview(mapping);
  expect(promised.result?.moved).toBe(2);
  expect(side(promised.result, 'before')).not.toEqual(side(promised.result, 'after'));
  expect(side(saved.result, 'before')).toEqual(side(promised.result, 'after'));
  expect(side(saved.result, 'after')).toEqual(side(promised.result, 'after'));
  expect(saved.result?.moved).toBe(0);
});

test('another preview takes the place of one that is being made, and ends it', async () => {
  await shop();
  const { account, connectionId } = harness;
  const start = () => startPreview({ account, connectionId, userId: null, mapping: DEFAULT_MAPPING, now: NOW });
  const find = (id: string) => loadPreview({ workspaceId: account.workspaceId, id });
  const blocker = await getPool().connect();
  try {
    await blocker.query('begin');
    await blocker.query('lock table sale'); // nothing that counts customers goes on
    const first = await start();
    expect(await find(first.id)).toMatchObject({ state: 'running', done: 0, total: 4 });
    const second = await start();
    await first.finished;
    await expect(find(first.id)).rejects.toMatchObject({ code: 'not_found' });
    await blocker.query('rollback');
    await second.finished;
    expect(await find(second.id)).toMatchObject({ state: 'done', done: 4, total: 4 });
  } finally {
    blocker.release();
  }
});

test('who would move is read in pages, each once', async () => {
  const customers = Array.from({ length: 60 }, (_, n) => `cus_${n}`);
  await harness.deliver(
    ...customers.map((id) => known(id, { email: `${id}@y.com`, metadata: { user_id: `user of ${id}` } })),
    sold('in_1', 'cus_7', 1000),
  );
  const { key } = await preview({ rules: byEmail });
  const first = await loadPreviewMoves(key, {});
  const second = await loadPreviewMoves(key, { cursor: first.nextCursor ?? '' });
  expect([first.moves.length, first.moves[0]?.ownerId, second.nextCursor]).toEqual([50, 'cus_7', null]);
  expect([...first.moves, ...second.moves].map(({ ownerId }) => ownerId).sort()).toEqual(customers.sort());
  await expect(loadPreviewMoves(key, { cursor: 'made up' })).rejects.toMatchObject({ field: 'cursor' });
});

test('a preview whose maker is gone has failed, and does not run for ever', async () => {
  const { workspaceId } = harness.account;
  await getDb().identityPreview.create({ data: { workspaceId, id: 'left', connectionId: 'default' } });
  expect(await loadPreview({ workspaceId, id: 'left' })).toMatchObject({
    state: 'failed',
    problem: 'The preview was interrupted. Start it again.',
  });
});
