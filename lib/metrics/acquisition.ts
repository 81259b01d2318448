import { type Acquired, acquired, type Cohort } from './acquired';
import type { Terms } from './metric';
import { paybackOf, revenueBy } from './payback';
import { add, type Computed, type RawPoint, type RawSeries, ratio, seriesOf } from './raw-points';
import { average } from './realised-ltv';
import type { Scope } from './scope';
import { spendSums } from './spend-sums';

/** What is said of the people who were acquired, and what it cost (definitions B12). */
export type AcquisitionFigure = 'cac' | 'roas' | 'payback';

/** What a cohort cost, and what it brought. */
export interface Acquisition extends Cohort {
  spend: bigint;
}

export interface Acquisitions {
  /** By series; of each bucket, and of all of them. */
  series: { key: string; buckets: Acquisition[]; whole: Acquisition }[];
  unconverted: Computed['unconverted'];
}

/** Spend and the people acquired, side by side: spend without people and people without spend both have their row. */
export async function acquisitions(scope: Scope, terms: Terms, day?: number): Promise<Acquisitions> {
  const [people, spend] = await Promise.all([
    acquired(scope, terms, day === undefined ? {} : { day }),
    spendSums(scope),
  ]);
  const keys = seriesOf(scope, [...new Set([...people.cohorts.keys(), ...spend.sums.keys()])]);
  const series = keys.map((key) => {
    const buckets = scope.buckets.map((_, index) => ({
      ...cohortIn(people, key, index + 1),
      spend: spend.sums.get(key)?.get(index + 1) ?? 0n,
    }));
    return { key, buckets, whole: together(buckets) };
  });
  const unconverted: Computed['unconverted'] = new Map(people.unconverted);
  for (const [currency, { minor, count }] of spend.unconverted) {
    const known = unconverted.get(currency) ?? { minor: 0n, count: 0n };
    unconverted.set(currency, { minor: known.minor + minor, count: known.count + count });
  }
  return { series, unconverted };
}

const cohortIn = ({ cohorts }: Acquired, key: string, bucket: number): Cohort =>
  cohorts.get(key)?.get(bucket) ?? { people: 0n, youngest: null, curve: new Map() };

/** Several cohorts as one: what they brought adds up by the day since each one's purchase. */
export function together(buckets: readonly Acquisition[]): Acquisition {
  const curve = new Map<number, bigint>();
  for (const cohort of buckets)
    for (const [day, amount] of cohort.curve) curve.set(day, (curve.get(day) ?? 0n) + amount);
  const youngest =
    buckets
      .flatMap((cohort) => cohort.youngest ?? [])
      .sort()
      .at(-1) ?? null;
  return {
    people: add(buckets.map((one) => one.people)),
    spend: add(buckets.map((one) => one.spend)),
    youngest,
    curve,
  };
}

/** Spend ÷ people, revenue ÷ spend, or the day on which they met. */
export async function acquisitionFigure(
  scope: Scope,
  of: AcquisitionFigure,
  { terms, day }: { terms: Terms; day: number },
): Promise<Computed> {
  const { series, unconverted } = await acquisitions(scope, of === 'cac' ? [] : terms, of === 'roas' ? day : undefined);
  const point = (cohort: Acquisition) => figureOf(cohort, of, day);
  return {
    series: series.map(({ key, buckets, whole }) => ({ key, points: buckets.map(point), total: point(whole) })),
    unconverted,
  };
}

function figureOf({ people, spend, curve }: Acquisition, of: AcquisitionFigure, day: number): RawPoint {
  if (of === 'cac') return average(spend, people);
  if (of === 'roas') return ratio(revenueBy(curve, day), spend);
  const { day: reached, recovered, fellBackOn } = paybackOf(curve, spend);
  return {
    ...ratio(recovered, spend, fellBackOn === null ? undefined : { fellBackOn: BigInt(fellBackOn) }),
    value: reached === null ? null : BigInt(reached),
  };
}

/** What the people acquired in a bucket brought by their day `day`, ÷ these people; who bought later than that is not counted. */
export async function ltvSincePurchase(scope: Scope, terms: Terms, day: number): Promise<Computed> {
  const { cohorts, unconverted } = await acquired(scope, terms, { day, isComplete: true });
  const series = seriesOf(scope, [...cohorts.keys()]).map((key): RawSeries => {
    const found = scope.buckets.map((_, index) => cohortIn({ cohorts, unconverted }, key, index + 1));
    const brought = found.map(({ curve }) => add([...curve.values()]));
    return {
      key,
      points: found.map(({ people }, index) => average(brought[index] ?? 0n, people)),
      total: average(add(brought), add(found.map(({ people }) => people))),
    };
  });
  return { series, unconverted };
}
