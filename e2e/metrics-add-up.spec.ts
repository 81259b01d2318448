import { dimensionsOf } from '@/lib/metrics/metric';
import { metrics } from '@/lib/metrics/registry';
import type { MetricPoint, MetricResult, MetricTotal } from '@/lib/reports/types';
import { parseCsv } from './support/csv';
import { type Figures, figuresOf, type Query } from './support/figures';
import { DEMO } from './support/servers';
import { expect, NOBODY, test } from './support/test';

// Over REST only, with the demo company's secret key.
test.use({ storageState: NOBODY });

const PARTS = ['value', 'numerator', 'denominator'] as const;
const LIKE_CAMPAIGN = ['source', 'medium', 'link', 'partner'];
type Sums = Record<(typeof PARTS)[number], number>;

/** Adds up all pages of the rows behind a point, and holds every page's figure against the point on the way. */
async function sumOfRows(figures: Figures, metric: string, point: MetricPoint, query: Query): Promise<Sums> {
  const sums = { value: 0, numerator: 0, denominator: 0 };
  let cursor: string | null = '';
  while (cursor !== null) {
    const page = { ...query, start: point.start, end: point.end, limit: '500', ...(cursor ? { cursor } : {}) };
    const { rows, nextCursor, ...said } = await figures.rows(metric, page);
    for (const part of PARTS) expect(said[part], `${metric} ${point.start} ${part}`).toBe(point[part]);
    for (const row of rows) sums[row.part] += row.value ?? 0;
    cursor = nextCursor;
  }
  return sums;
}

/** What the rows must come to: the two sides of a ratio, else the value itself. */
const sumsOf = ({ value, numerator, denominator }: MetricTotal): Sums =>
  denominator === null
    ? { value: value ?? 0, numerator: 0, denominator: 0 }
    : { value: 0, numerator: numerator ?? 0, denominator };

const settled = (points: MetricPoint[]) => points.filter((point) => PARTS.some((part) => point[part] !== null));

async function expectRowsToSum(figures: Figures, metric: string, points: MetricPoint[], query: Query): Promise<void> {
  for (const point of points) {
    const sums = await sumOfRows(figures, metric, point, query);
    expect(sums, `${metric} ${point.start} ${JSON.stringify(query)}`).toEqual(sumsOf(point));
  }
}

const sumUp = (totals: (MetricTotal | undefined)[]): Sums => {
  const sums = { value: 0, numerator: 0, denominator: 0 };
  for (const figure of totals) for (const part of PARTS) if (figure) sums[part] += sumsOf(figure)[part];
  return sums;
};

test('the API offers exactly the metrics of the registry', async ({ request }) => {
  const answer = await request.get(`${DEMO.url}/api/v1/metrics`, {
    headers: { authorization: `Bearer ${DEMO.apiKey}` },
  });
  const body: { metrics: { id: string }[] } = await answer.json();
  expect(body.metrics.map(({ id }) => id).sort()).toEqual(Object.keys(metrics).sort());
});

for (const metric of Object.values(metrics)) {
  const { id, additive, alwaysBy } = metric;
  // As the demo company reports. Source, medium, link and partner are read as campaign is.
  const dimensions = dimensionsOf(metric, ['segment']).filter((dimension) => !LIKE_CAMPAIGN.includes(dimension));
  test.describe(id, () => {
    test(`B0-10 the rows behind every point of ${id} add up to it`, async ({ request }) => {
      const figures = figuresOf(request, DEMO.apiKey);
      const { series } = await figures.metric(id);
      const largest = [...series].sort((a, b) => Math.abs(b.total.value ?? 0) - Math.abs(a.total.value ?? 0));
      for (const { key, points } of largest.slice(0, 2)) {
        const known = settled(points);
        expect(known.length).toBeGreaterThanOrEqual(6);
        await expectRowsToSum(figures, id, known, alwaysBy ? { breakdown: alwaysBy, series: key } : {});
      }
    });

    test(`B0-10 the rows of ${id} add up by week, in another currency, in another zone under a preset, and within one value`, async ({
      request,
    }) => {
      const figures = figuresOf(request, DEMO.apiKey);
      const whole: Query = alwaysBy ? { breakdown: alwaysBy } : {};
      const elsewhere: Query = { timeZone: 'Asia/Tokyo', preset: 'stripe-classic' };
      for (const query of [{ interval: 'week' }, { currency: 'eur' }, elsewhere]) {
        const [first] = (await figures.metric(id, { ...query, ...whole })).series;
        const points = settled(first?.points ?? []).slice(-3);
        const slice: Query = alwaysBy ? { ...whole, series: first?.key ?? '' } : {};
        await expectRowsToSum(figures, id, points, { ...query, ...slice });
      }
      for (const dimension of dimensions) {
        const { series } = await figures.metric(id, { breakdown: dimension });
        for (const { key, points } of series.slice(0, 2)) {
          await expectRowsToSum(figures, id, settled(points).slice(-2), { breakdown: dimension, series: key });
        }
      }
    });

    test(`the parts of ${id} by every dimension ${additive ? 'add up to' : 'cover'} the whole`, async ({ request }) => {
      const figures = figuresOf(request, DEMO.apiKey);
      for (const dimension of dimensions) {
        const broken = await figures.metric(id, { breakdown: dimension });
        const hasParts = broken.total.value !== 0; // of nothing there are none
        if (hasParts) expect(broken.series.length, `${id} by ${dimension}`).toBeGreaterThan(0);
        if (additive) await expectPartsToSum(figures, broken, dimension, alwaysBy !== undefined);
        else expectPartsToCover(broken, dimension);
      }
    });

    test(`the CSV of ${id} says what its JSON says`, async ({ request }) => {
      const figures = figuresOf(request, DEMO.apiKey);
      const result = await figures.metric(id);
      const lines = parseCsv(await figures.metricCsv(id));
      expect(lines.map(({ series, start, end, value }) => [series, start, end, value])).toEqual(
        result.series.flatMap(({ key, label, points }) =>
          points.map((point) => [key === '' ? 'total' : label, point.start, point.end, printed(result, point.value)]),
        ),
      );
    });
  });
}

async function expectPartsToSum(figures: Figures, broken: MetricResult, dimension: string, alwaysBroken: boolean) {
  const id = broken.metric;
  expect(sumUp(broken.series.map(({ total }) => total)), `${id} by ${dimension}`).toEqual(sumsOf(broken.total));
  if (alwaysBroken) return;
  const whole = await figures.metric(id);
  const points = whole.series[0]?.points ?? [];
  expect(points.length).toBeGreaterThanOrEqual(6);
  points.forEach((point, index) => {
    const sums = sumUp(broken.series.map((part) => part.points[index]));
    expect(sums, `${id} by ${dimension} ${point.start}`).toEqual(sumsOf(point));
  });
}

/** Of people, who can be in several parts: none has more of them than the whole, and together they have all. */
function expectPartsToCover({ metric, series, total }: MetricResult, dimension: string) {
  const isRatio = total.denominator !== null;
  const people = (figure: MetricTotal) => (isRatio ? figure.denominator : figure.value) ?? 0;
  for (const part of series) expect(people(part.total), `${metric} by ${dimension}`).toBeLessThanOrEqual(people(total));
  const [sums, whole] = [sumUp(series.map((part) => part.total)), sumsOf(total)];
  for (const part of PARTS) expect(sums[part], `${metric} by ${dimension}`).toBeGreaterThanOrEqual(whole[part]);
}

/** Money in whole units with its decimals, as a CSV cell; anything else as it is. */
function printed({ unit, currency }: MetricResult, value: number | null): string {
  if (value === null) return '';
  if (unit !== 'money') return String(value);
  const decimals = new Intl.NumberFormat('en-US', { style: 'currency', currency }).resolvedOptions();
  const digits = decimals.maximumFractionDigits ?? 2;
  return (value / 10 ** digits).toFixed(digits);
}

for (const [id, bases] of [
  ['refunds', ['sale', 'refund']],
  ['refund-rate-count', ['sale', 'refund']],
  ['refund-rate-amount', ['sale', 'refund']],
  ['trial-conversion', ['start', 'end', 'matured', 'end-matured']],
] as const) {
  test(`the rows of ${id} add up by each of its bases`, async ({ request }) => {
    const figures = figuresOf(request, DEMO.apiKey);
    for (const basis of bases) {
      const [line] = (await figures.metric(id, { basis })).series;
      const known = settled(line?.points ?? []);
      expect(known.length).toBeGreaterThanOrEqual(6);
      await expectRowsToSum(figures, id, known, { basis });
    }
  });
}

test('opening MRR and the movements of every month come to its closing MRR', async ({ request }) => {
  const figures = figuresOf(request, DEMO.apiKey);
  const pointsOf = async (id: string) => (await figures.metric(id)).series[0]?.points ?? [];
  const [mrr, net, ...steps] = await Promise.all([
    pointsOf('mrr'),
    pointsOf('net-new-mrr'),
    ...['new', 'expansion', 'reactivation', 'contraction', 'churned', 'fx'].map((name) => pointsOf(`${name}-mrr`)),
  ]);
  expect(mrr.length).toBeGreaterThanOrEqual(12);
  mrr.forEach((point, index) => {
    const moved = steps.reduce((sum, points) => sum + (points[index]?.value ?? 0), 0);
    expect(moved, point.start).toBe(net[index]?.value);
    if (index > 0) expect((mrr[index - 1]?.value ?? 0) + moved, point.start).toBe(point.value);
  });
  expect(steps.flat().filter(({ value }) => value !== 0).length).toBeGreaterThan(30);
});
