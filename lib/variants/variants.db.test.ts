import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { getPool } from '@/lib/db/client';
import { definitionsOf, PRESET_IDS, type PresetId } from '@/lib/definitions/presets';
import { figure, type Question } from '@/lib/inbox/examples/testing/figures';
import { G1, START } from '@/lib/inbox/examples/testing/golden-set';
import { randomStory } from '@/lib/inbox/examples/testing/random-story';
import { projectPending } from '@/lib/inbox/projector';
import { refoldWorkspace } from '@/lib/inbox/rebuild';
import { type Harness, startHarness, storeRate } from '@/lib/inbox/testing/harness';
import { charge, event } from '@/lib/inbox/testing/stripe-objects';
import { metrics } from '@/lib/metrics/registry';
import { loadMetric } from '@/lib/reports/load-metric';
import type { Account, ReportParams } from '@/lib/reports/types';
import { updateDefinitions } from '@/lib/workspace/update-definitions';
import type { Variant } from './make-variant';
import { withVariant } from './with-variant';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 }); // every metric many times, on a busy machine

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
  await storeRate(harness.account, 'eur', 'usd', START, '1.08');
  for (const [index, day] of ['2026-01-01', '2026-02-01', '2026-03-27', '2026-03-31'].entries())
    if (day !== START) await storeRate(harness.account, 'eur', 'usd', day, `1.0${index + 5}`);
  await storeRate(harness.account, 'jpy', 'usd', '2026-01-01', '0.0067');
  await harness.post(...G1, ...fc.sample(randomStory, { seed: 7, numRuns: 3 }).flat());
  await getPool().query('update stripe_event set known_at = occurred_at');
  await projectPending();
});
afterAll(() => harness.close());

const RANGE = { from: '2026-01-01', to: '2026-06-01', interval: 'quarter' } as const;

/** Rises with every test. */
let turn = 0;
beforeEach(() => {
  turn += 1;
});

/** Every metric, alone or by its first dimension in turns, each point proved by its rows. */
async function everything(question: Partial<Question> = {}, account: Account = harness.account) {
  const found = [];
  for (const [index, { id, dimensions }] of Object.values(metrics).entries()) {
    const breakdown = (index + turn) % 2 === 0 ? null : (dimensions[0] ?? null);
    found.push([id, breakdown, await figure(account, id, { ...RANGE, breakdown, ...question })]);
  }
  return found;
}

async function choose(preset: PresetId) {
  await updateDefinitions(harness.account.workspaceId, { definitions: definitionsOf(preset), userId: null });
}

async function moveTo(timeZone: string): Promise<Account> {
  await getPool().query('update workspace set time_zone = $2, settings_version = settings_version + 1 where id = $1', [
    harness.account.workspaceId,
    timeZone,
  ]);
  await refoldWorkspace(harness.account.workspaceId);
  return { ...harness.account, timeZone };
}

describe('another ledger answers every metric, with rows that sum to it', () => {
  // The default is what the workspace has chosen: that is asked further down.
  test.each(PRESET_IDS.filter((id) => id !== 'default'))(
    'B1 preset=%s: as a workspace that has chosen it',
    async (preset) => {
      const asked = await everything({ preset });
      await choose(preset);
      const chosen = await everything();
      await choose('default');
      expect(asked).toEqual(chosen);
    },
  );

  test.each(['America/New_York', 'Pacific/Kiritimati'])(
    'B0-7 B0-8 timeZone=%s: as a workspace whose days are these',
    async (timeZone) => {
      const asked = await everything({ timeZone });
      const moved = await everything({}, await moveTo(timeZone));
      await moveTo('UTC');
      expect(asked).toEqual(moved);
    },
  );

  test('a preset, a zone and a moment together: as a workspace with both, as known on it', async () => {
    const question = { asKnownOn: '2026-03-10T05:00:00Z' };
    const asked = await everything({ ...question, preset: 'stripe-classic', timeZone: 'Asia/Tokyo' });
    await choose('stripe-classic');
    const chosen = await everything(question, await moveTo('Asia/Tokyo'));
    await moveTo('UTC');
    await choose('default');
    expect(asked).toEqual(chosen);
  });
});

test.each<[string, Variant]>([
  ['definitions', { definitions: definitionsOf('default') }],
  ['zone', { timeZone: 'UTC' }],
])('made again under its own %s, a ledger answers every metric exactly as the one that is kept', async (_what, own) => {
  const again = await withVariant(harness.account.workspaceId, own, () => everything());
  expect(again).toEqual(await everything());
});

test('an event that arrives is in the answers of a preset and of a zone', async () => {
  const revenue = async (question: Partial<Question>) =>
    (await figure(harness.account, 'net-revenue', { ...RANGE, ...question })).value ?? 0;
  const questions = [{}, { preset: 'stripe-classic' }, { timeZone: 'Asia/Tokyo' }] as const;
  const before = await Promise.all(questions.map(revenue));
  await harness.deliver(event('charge.succeeded', '2026-03-01', charge('ch_new', 'cus_new', 5000, '2026-03-01')));
  for (const [index, question] of questions.entries())
    expect(await revenue(question)).toBe((before[index] ?? 0) + 5000);
});

test('what cannot be answered is refused at once, however many ledgers it asks for', async () => {
  const zones = ['Asia/Tokyo', 'Asia/Kolkata', 'Asia/Dubai', 'Europe/Berlin', 'Europe/London', 'America/New_York'];
  for (const timeZone of zones) {
    const asked = figure(harness.account, 'revenue-per-mapped-user', { ...RANGE, timeZone, breakdown: 'price' });
    await expect(asked).rejects.toMatchObject({ code: 'bad_request', field: 'breakdown' });
  }
  const others = zones.map((timeZone) => figure(harness.account, 'no-such-metric', { ...RANGE, timeZone }));
  for (const found of await Promise.allSettled(others)) expect(found).toMatchObject({ reason: { code: 'not_found' } });
});

test('compared with the period before, both are of the same ledger', async () => {
  const params: ReportParams = {
    ...{ from: '2026-03-01', to: '2026-04-01', interval: 'month', currency: 'usd', breakdown: null, filters: [] },
    ...{ compare: 'previous', mode: 'live', preset: 'stripe-classic' },
  };
  const { comparison } = await loadMetric(harness.account, 'mrr', params);
  const february = await figure(harness.account, 'mrr', {
    ...{ from: '2026-02-01', to: '2026-03-01', interval: 'month', preset: 'stripe-classic' },
  });
  expect(comparison?.total.value).toBe(february.value);
});
