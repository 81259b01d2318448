import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { randomStory } from '@/lib/inbox/examples/testing/random-story';
import { type Harness, startHarness, storeRate } from '@/lib/inbox/testing/harness';
import { metrics } from '@/lib/metrics/registry';
import { buildScope, findMetric } from '@/lib/reports/build-scope';
import { loadMetric, toTotal, toUnconverted } from '@/lib/reports/load-metric';
import type { ReportParams } from '@/lib/reports/types';
import { fromBook, isPresetFormula } from './from-book';
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
  to: '2026-06-01',
  interval: 'month',
  currency: 'usd',
  breakdown: null,
  filters: [],
  compare: null,
  mode: 'live',
};

/** A metric as reports load it from the tables, and as a book of the same definitions answers it. */
async function both(id: string, params: ReportParams) {
  const metric = findMetric(id);
  if (!isPresetFormula(metric.formula)) throw new Error(`${id} is not a level`);
  const book = await presetBook(harness.account.workspaceId, definitionsOf('default'));
  const computed = await fromBook(book, metric.formula, buildScope(harness.account, metric, params, NOW));
  const { series, unconverted } = await loadMetric(harness.account, id, params, NOW);
  const shown = (key: string, totals: ReturnType<typeof toTotal>[]) => [
    key,
    totals.map(({ value, numerator, denominator }) => [value, numerator, denominator]),
  ];
  const isSomething = ([, totals]: ReturnType<typeof shown>) =>
    Array.isArray(totals) && totals.some(([value, count]) => Boolean(value) || Boolean(count));
  return {
    kept: [series.map(({ key, points }) => shown(key, points)).filter(isSomething), unconverted],
    folded: [
      computed.series
        .map(({ key, points }) =>
          shown(
            key,
            points.map((point) => toTotal(metric, point)),
          ),
        )
        .filter(isSomething),
      toUnconverted(computed),
    ],
  };
}

test('B0-10 a book of the workspace’s own definitions answers like its tables, by every dimension, filter and currency', async () => {
  const levels = Object.values(metrics).filter(({ formula }) => isPresetFormula(formula));
  expect(levels.map(({ id }) => id)).toEqual(
    expect.arrayContaining(['mrr', 'arr', 'arpu', 'active-subscribers', 'trial-mrr']),
  );
  for (const [index, day] of ['2026-01-01', '2026-02-01', '2026-03-27', '2026-05-15'].entries())
    await storeRate(harness.account, 'eur', 'usd', day, `1.0${index + 5}`);
  await harness.deliver(...fc.sample(randomStory, { seed: 7, numRuns: 6 }).flat());
  for (const { id, dimensions } of levels) {
    for (const breakdown of [null, ...dimensions]) {
      const { kept, folded } = await both(id, { ...RANGE, breakdown });
      expect([id, breakdown, folded]).toEqual([id, breakdown, kept]);
    }
    const country: ReportParams['filters'] = [{ dimension: 'country', negated: true, values: ['DE'] }];
    for (const change of [{ filters: country }, { currency: 'eur' }, { interval: 'week', mode: 'test' }] as const) {
      const { kept, folded } = await both(id, { ...RANGE, ...change, filters: 'filters' in change ? country : [] });
      expect([id, change, folded]).toEqual([id, change, kept]);
    }
  }
});
