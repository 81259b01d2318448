import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { randomStory } from '@/lib/inbox/examples/testing/random-story';
import { type Harness, startHarness, storeRate } from '@/lib/inbox/testing/harness';
import { buildScope, findMetric } from '@/lib/reports/build-scope';
import { loadMetric } from '@/lib/reports/load-metric';
import type { ReportParams } from '@/lib/reports/types';
import { levelsFromBook } from './from-book';
import { presetBook } from './preset-book';
import { definitionsOf } from './presets';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

const NOW = new Date('2026-05-20T12:00:00Z');
const RANGE: ReportParams = {
  from: '2026-01-01',
  to: '2026-05-21',
  interval: 'month',
  currency: 'usd',
  breakdown: null,
  filters: [],
  compare: null,
  mode: 'live',
};

const kept = async (id: string, params: ReportParams) =>
  (await loadMetric(harness.account, id, params, NOW)).series[0]?.points.map(({ value }) => value);

test('B0-10 a book of the workspace’s own definitions answers like its tables, in every currency', async () => {
  for (const [index, day] of ['2026-01-01', '2026-02-01', '2026-03-27', '2026-05-15'].entries())
    await storeRate(harness.account, 'eur', 'usd', day, `1.0${index + 5}`);
  await harness.deliver(...fc.sample(randomStory, { seed: 7, numRuns: 6 }).flat());
  const book = await presetBook(harness.account.workspaceId, definitionsOf('default'));
  for (const change of [{}, { currency: 'eur' }, { interval: 'week' }, { mode: 'test' }] as const) {
    const params: ReportParams = { ...RANGE, ...change };
    const { mrr, subscribers } = await levelsFromBook(
      book,
      buildScope(harness.account, findMetric('mrr'), params, NOW),
    );
    expect([change, mrr.map(Number)]).toEqual([change, await kept('mrr', params)]);
    expect([change, subscribers.map(Number)]).toEqual([change, await kept('active-subscribers', params)]);
  }
});
