import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addDays } from '@/lib/calendar/days';
import { type Computed, compute } from '@/lib/metrics/compute';
import { isOrigin } from '@/lib/metrics/dimensions';
import { metrics } from '@/lib/metrics/registry';
import type { Scope } from '@/lib/metrics/scope';
import { buildScope } from '@/lib/reports/build-scope';
import { optionsOf } from '@/lib/reports/load-metric';
import type { Dimension, ReportParams } from '@/lib/reports/types';
import { type Harness, startHarness, storeRate } from '../testing/harness';
import { randomStory } from './testing/random-story';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

/** Filters that leave nothing out, of more dimensions than a rollup carries: the leaves themselves must answer. */
const EVERYTHING: Scope['filters'] = [
  { dimension: 'product', negated: true, values: ['none'] },
  { dimension: 'price', negated: true, values: ['none'] },
];

const range = fc.record({
  from: fc.integer({ min: -20, max: 100 }),
  length: fc.integer({ min: 1, max: 150 }),
  /** Today, in days after the range began. */
  age: fc.integer({ min: 0, max: 170 }),
  interval: fc.constantFrom('day', 'week', 'month', 'month', 'quarter', 'year'),
});

/** The values without the series that are nothing but zeros: the rollups know of more than the leaves of a range. */
function values({ series, unconverted }: Computed) {
  const isZero = (part: { value: bigint | null; numerator: bigint | null; denominator: bigint | null }) =>
    !part.value && !part.numerator && !part.denominator;
  const kept = series.filter(({ points, total }) => !points.every(isZero) || !isZero(total));
  return { series: kept.sort((a, b) => (a.key < b.key ? -1 : 1)), unconverted: [...unconverted].sort() };
}

async function bothWays(id: string, params: ReportParams, now: Date) {
  const metric = metrics[id];
  if (!metric) throw new Error(id);
  const scope = buildScope(harness.account, metric, params, now);
  const options = optionsOf(harness.account, params);
  const fast = await compute(metric, scope, options);
  const slow = await compute(metric, { ...scope, filters: EVERYTHING }, options);
  return { fast: values(fast), slow: values(slow) };
}

test('B0-10 what is read off the rollups, by months and days, is what the leaves sum to', async () => {
  await fc.assert(
    fc.asyncProperty(randomStory, fc.array(range, { minLength: 6, maxLength: 6 }), async (story, ranges) => {
      await harness.reset();
      for (let day = 0; day < 160; day += 7)
        await storeRate(harness.account, 'eur', 'usd', addDays('2026-01-01', day), (1.05 + (day % 5) / 100).toFixed(2));
      await harness.deliver(...story);
      for (const { from, length, age, interval } of ranges) {
        const first = addDays('2026-01-01', from);
        for (const { id, dimensions } of Object.values(metrics)) {
          if (dimensions.every(isOrigin)) continue; // read where they stand, off no rollup
          const breakdown: Dimension | null = dimensions.includes('product') && from % 2 === 0 ? 'product' : null;
          const params: ReportParams = {
            ...{ from: first, to: addDays(first, length), interval, breakdown },
            ...{ currency: 'usd', filters: [], compare: null, mode: 'live' },
          };
          const now = new Date(addDays(first, age));
          const { fast, slow } = await bothWays(id, params, now);
          expect({ id, params, now, ...fast }).toEqual({ id, params, now, ...slow });
        }
      }
    }),
    { numRuns: 3, endOnFailure: true },
  );
}, 240_000);
