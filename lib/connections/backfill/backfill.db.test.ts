import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { getPool } from '@/lib/db/client';
import { ledgerDigest } from '@/lib/inbox/ledger-digest';
import { projectPending } from '@/lib/inbox/projector';
import { type Harness, startHarness } from '@/lib/inbox/testing/harness';
import type { SandboxServer } from '@/sandbox/server';
import { LIST_KINDS } from './kinds';
import { pauseBackfill, resumeBackfill } from './pause-backfill';
import { startBackfill } from './start-backfill';
import { type Company, makeCompany } from './testing/company';
import {
  connect,
  countsOf,
  eventsOf,
  forbid,
  forgetAll,
  heldCounts,
  progressOf,
  readOn,
  sourceOf,
} from './testing/connected';

const START = new Date('2025-06-01T09:00:00Z');
let harness: Harness;
let company: Company;
let sandbox: SandboxServer;

beforeAll(async () => {
  process.env.STRIPE_REQUESTS_PER_SECOND = '10000';
  harness = await startHarness();
  company = makeCompany({ customers: 60, startAt: START, days: 200 });
});
afterAll(async () => {
  delete process.env.STRIPE_REQUESTS_PER_SECOND;
  await harness.close();
});
beforeEach(async () => {
  sandbox = await connect(harness, company.account);
});
afterEach(async () => {
  await sandbox.close();
  await forgetAll(harness);
});

const digest = async () => {
  await projectPending();
  return (await ledgerDigest(getPool(), harness.account.workspaceId)).tables;
};
/** Levels on a day of each month, and what flowed each month, but for fees, which no webhook tells. */
async function figures() {
  const levels = await getPool().query(
    `select d::date::text as day, sum(amount_minor)::text as minor from generate_series('2025-06-18'::date, '2025-12-18', '1 month') d
     join mrr_span on from_day <= d and (to_day is null or d < to_day) group by 1 order by 1`,
  );
  const entries = await getPool().query<{ measure: string }>(
    `select measure, date_trunc('month', day)::date::text as month, sum(amount_minor)::text as minor, count(*)::int as count
     from ledger_entry where measure not like '%fee%' group by 1, 2 order by 1, 2`,
  );
  return { levels: levels.rows, entries: entries.rows };
}
/** A coupon that ended between two bills leaves no trace in the API; what was paid does. */
const isMoney = ({ measure }: { measure: string }) => !/^(mrr|level|fresh)_/.test(measure);

const stored = async () =>
  (await getPool().query<{ count: number }>('select count(*)::int as count from stripe_event')).rows[0]?.count ?? 0;

describe('the whole history is read', () => {
  test('B14-5 every object of every list, counted against Stripe’s own, and a second reading stores nothing', async () => {
    await startBackfill(sourceOf(harness));
    expect(await readOn(harness)).toBe('done');
    expect(await heldCounts()).toEqual(countsOf(company.account));
    const { state, steps, doneAt } = await progressOf(harness);
    expect(state).toBe('done');
    expect(doneAt).not.toBeNull();
    expect(Object.fromEntries(steps.map(({ kind, counted }) => [kind, counted]))).toEqual(countsOf(company.account));
    for (const step of steps)
      expect(step).toMatchObject({ phase: 'done', objects: step.counted, recovered: 0, problem: null });

    const [before, count] = [await digest(), await stored()];
    await startBackfill(sourceOf(harness));
    expect(await readOn(harness)).toBe('done');
    expect(await stored()).toBe(count);
    expect(await digest()).toEqual(before);
  });

  test('B14-8 after all events, only what webhooks leave out is news, and no figure but fees changes', async () => {
    await harness.deliver(...eventsOf(company.account));
    const before = await figures();
    await startBackfill(sourceOf(harness));
    await readOn(harness);
    await projectPending();
    expect(await figures()).toEqual(before);
    const { rows } = await getPool().query<{ type: string }>(
      "select distinct type from stripe_event where type like '%.pulled' order by 1",
    );
    const types = rows.map(({ type }) => type);
    expect(types).toContain('balance_transaction.pulled');
    for (const kind of ['customer', 'charge', 'refund', 'dispute', 'product', 'coupon', 'promotion_code'])
      expect(types).not.toContain(`${kind}.pulled`);
  });

  test('AM-03 B14-8 without any event the money is that of the events, and so is MRR now', async () => {
    await harness.deliver(...eventsOf(company.account));
    const before = await figures();
    await forgetAll(harness);
    await startBackfill(sourceOf(harness));
    await readOn(harness);
    await projectPending();
    const after = await figures();
    expect(after.entries.filter(isMoney)).toEqual(before.entries.filter(isMoney));
    expect(after.levels.at(-1)).toEqual(before.levels.at(-1));
  });

  test('personal data never reaches the disk, the country does', async () => {
    await startBackfill(sourceOf(harness));
    await readOn(harness);
    const { rows } = await getPool().query<{ country: string }>(
      "select country from stripe_event where type = 'customer.pulled'",
    );
    expect(new Set(rows.map(({ country }) => country))).toEqual(new Set(['DE', 'US']));
    const leaks = await getPool().query('select 1 from stripe_event where payload ~ \'Main Street|"last4":"\'');
    expect(leaks.rowCount).toBe(0);
  });

  test('FK-29 the last 90 days of every list come before the history of the first', async () => {
    await startBackfill(sourceOf(harness));
    await readOn(harness);
    const phased = LIST_KINDS.filter(({ whole }) => !whole).map(({ object }) => `${object}.pulled`);
    const { rows } = await getPool().query<{ recent: bigint; history: bigint }>(
      `select max(seq) filter (where made > newest - 80 * 86400) as recent,
         max(seq) filter (where type = 'invoice.pulled' and made < newest - 100 * 86400) as history
       from (select seq, type, made, max(made) over () as newest
         from stripe_event, cast(payload::json #>> '{data,object,created}' as bigint) as made where type = any($1)) read`,
      [phased],
    );
    expect(rows[0]?.recent).toBeLessThan(rows[0]?.history ?? 0n);
  });

  test('paused after a page, it goes on where it was', async () => {
    await startBackfill(sourceOf(harness));
    await pauseBackfill(sourceOf(harness));
    expect(await readOn(harness)).toBe('stopped');
    await resumeBackfill(sourceOf(harness));
    const reading = readOn(harness);
    await expect
      .poll(async () => (await progressOf(harness)).steps.some(({ phase }) => phase === 'done' || phase === 'counting'))
      .toBe(true);
    await pauseBackfill(sourceOf(harness)).catch(() => {});
    await reading;
    await resumeBackfill(sourceOf(harness)).catch(() => {});
    if ((await progressOf(harness)).state !== 'done') expect(await readOn(harness)).toBe('done');
    expect(await heldCounts()).toEqual(countsOf(company.account));
  });

  test('B14-6 without a permission its step says so, the rest is read, and it is made up for when it is given', async () => {
    forbid(sandbox, 'subscriptions');
    await startBackfill(sourceOf(harness));
    expect(await readOn(harness)).toBe('waiting');
    const { state, steps } = await progressOf(harness);
    expect(state).toBe('running');
    for (const { kind, phase, problem } of steps) {
      if (kind === 'subscriptions') expect(problem).toBe('The API key lacks the permission “Subscriptions: Read”.');
      else expect([kind, phase, problem]).toEqual([kind, 'done', null]);
    }
    forbid(sandbox);
    expect(await readOn(harness)).toBe('done');
    expect(await heldCounts()).toEqual(countsOf(company.account));
  });

  test('a revoked key stops it with a clear problem', async () => {
    sandbox.keys.revoke('rk_live_reader');
    await startBackfill(sourceOf(harness));
    expect(await readOn(harness)).toBe('waiting');
    const { steps } = await progressOf(harness);
    expect(new Set(steps.map(({ problem }) => problem))).toEqual(
      new Set(['Stripe does not accept the API key any more.']),
    );
  });

  test('B14-5 two processes at once read everything once, and the second takes over when the first stops', async () => {
    await startBackfill(sourceOf(harness));
    const first = new AbortController();
    const one = readOn(harness, first.signal).catch(() => 'aborted');
    const other = readOn(harness);
    await expect.poll(async () => (await progressOf(harness)).steps.some(({ objects }) => objects > 0)).toBe(true);
    first.abort();
    expect(await one).toBe('aborted');
    expect(['done', 'stopped']).toContain(await other);
    expect((await progressOf(harness)).state).toBe('done');
    expect(await heldCounts()).toEqual(countsOf(company.account));
    const { rows } = await getPool().query(
      "select object_id from stripe_event where type = 'invoice.pulled' group by 1 having count(*) > 1",
    );
    expect(rows).toEqual([]);
  });
});
