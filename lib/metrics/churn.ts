import { addDays } from '@/lib/calendar/days';
import { CHURNED, churnedCustomers, edgesOf, PASSED, RETURNED } from './churned-customers';
import { churnedPeople } from './churned-people';
import { flowSums } from './flow-sums';
import { holderLevels } from './holder-levels';
import { levelsAt } from './levels-at';
import { LEVEL } from './mrr-levels';
import type { Level, Options } from './options';
import { add, type Computed, plain, type RawPoint, type RawSeries, ratio, seriesOf } from './raw-points';
import type { Scope } from './scope';
import { subscriberLevels } from './subscriber-levels';

/** Length of the window over which Stripe counts churn. */
export const ROLLING_DAYS = 30;

/** Churn of customers, people or subscriptions, by Headwater's formula or somebody else's (definitions B3). */
export function churn(scope: Scope, level: Level, options: Options): Promise<Computed> {
  if (level === 'customer' && options.basis === 'stripe_30d_rolling') return rolling(scope);
  if (level === 'customer' && options.basis === 'revenuecat_net') return net(scope);
  return fromStart(scope, level, options);
}

async function fromStart(scope: Scope, level: Level, options: Options): Promise<Computed> {
  const [churned, active] = await Promise.all([
    level === 'person' ? churnedPeople(scope) : churnedCustomers(scope, level, options),
    holderLevels(scope, level),
  ]);
  return pooled(scope, [...churned.series(), ...active.series()], (key, index) => {
    const count = (of: string) => churned.get(key, of, index + 1).quantity;
    const parts =
      level === 'customer' ? { churned_and_returned: count(RETURNED), joined_and_left: count(PASSED) } : undefined;
    return ratio(count(CHURNED), active.get(key, LEVEL, index).quantity, parts);
  });
}

/** Customers whom the rate leaves out, by the name of its part: they had MRR at both ends of the period, or at neither. */
export const BESIDE_CHURN = { churned_and_returned: RETURNED, joined_and_left: PASSED } as const;

export async function besideChurn(scope: Scope, outcome: 'returned' | 'passed', options: Options): Promise<Computed> {
  const found = await churnedCustomers(scope, 'customer', options);
  const series = seriesOf(scope, found.series()).map((key): RawSeries => {
    const points = scope.buckets.map((_, index) => plain(found.get(key, outcome, index + 1).quantity));
    return { key, points, total: plain(add(points.map(({ value }) => value ?? 0n))) };
  });
  return { series, unconverted: new Map() };
}

/** Stripe: churned in the last thirty days ÷ (active thirty days ago + new in them), as of the end of each bucket. */
async function rolling(scope: Scope): Promise<Computed> {
  const begun = scope.buckets.filter(({ start }) => start <= scope.today);
  const windows = begun.map((bucket) => {
    const [, last] = edgesOf(scope, bucket);
    return { last, before: addDays(last, -ROLLING_DAYS) };
  });
  if (windows.length === 0) return pooled(scope, [], () => ratio(0n, 0n));
  const held = await levelsAt(
    scope,
    ['subscriber', 'subscriber_new', 'subscriber_gone'],
    windows.flatMap(({ last, before }) => [last, before]),
  );
  return pooled(
    scope,
    held.series,
    (key, index) => {
      const window = windows[index];
      if (!window) return ratio(0n, 0n);
      // Active thirty days ago and new since: who came back before then, and everyone who was ever new.
      const exposed = held.get(key, 'subscriber', window.before) + held.get(key, 'subscriber_new', window.last);
      return ratio(held.get(key, 'subscriber_gone', window.last), exposed);
    },
    'last',
  );
}

/** RevenueCat: (expired − resubscribed) ÷ active at the start; below zero when more come back than leave. */
async function net(scope: Scope): Promise<Computed> {
  const [steps, active] = await Promise.all([
    flowSums({ ...scope, currency: scope.reportingCurrency }, ['subscriber']),
    subscriberLevels(scope),
  ]);
  return pooled(scope, [...steps.series(), ...active.series()], (key, index) =>
    ratio(-steps.get(key, 'subscriber', index + 1).quantity, active.get(key, LEVEL, index).quantity),
  );
}

function pooled(
  scope: Scope,
  keys: readonly string[],
  pointOf: (key: string, index: number) => RawPoint,
  rollup: 'pooled' | 'last' = 'pooled',
): Computed {
  const series = seriesOf(scope, [...new Set(keys)]).map((key): RawSeries => {
    const points = scope.buckets.map((_, index) => pointOf(key, index));
    const sum = (of: (point: RawPoint) => bigint | null | undefined) => add(points.map((point) => of(point) ?? 0n));
    const names = Object.keys(points[0]?.parts ?? {});
    const parts = Object.fromEntries(names.map((name) => [name, sum((point) => point.parts?.[name])]));
    const whole = ratio(
      sum((point) => point.numerator),
      sum((point) => point.denominator),
      names.length > 0 ? parts : undefined,
    );
    return { key, points, total: rollup === 'pooled' ? whole : (points.at(-1) ?? whole) };
  });
  return { series, unconverted: new Map() };
}
