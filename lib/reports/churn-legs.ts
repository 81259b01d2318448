import { z } from 'zod';
import { addDays } from '@/lib/calendar/days';
import { ROLLING_DAYS } from '@/lib/metrics/churn';
import { type CustomerRow, customerRows } from '@/lib/metrics/customer-rows';
import type { Key } from '@/lib/metrics/entry-rows';
import { exposedRows, holderRows, keyOfHolder, returnedRows } from '@/lib/metrics/holder-rows';
import type { Level, Options } from '@/lib/metrics/options';
import type { Scope } from '@/lib/metrics/scope';
import type { Leg, PointSpan } from './explain-legs';
import { fromCustomer, type Part, type RowContext } from './explain-row';

const KEY_LENGTH: Record<Level, number> = { customer: 2, person: 1, subscription: 3 };
const id = z.string().regex(/^[^\0]*$/);

/** The customers, people or subscriptions behind a point of churn, each counting one. */
export function churnLegs(
  scope: Scope,
  level: Level,
  { start, last }: PointSpan,
  context: RowContext,
  { basis }: Pick<Options, 'basis'>,
): Leg[] {
  const before = addDays(start, -1);
  if (level === 'customer' && basis === 'stripe_30d_rolling') return rollingLegs(scope, last, context);
  const read = (goneBy: string | null) => (key: Key | null, limit: number) =>
    level === 'customer'
      ? customerRows(scope, before, goneBy, key, limit)
      : holderRows(scope, level, { day: before, goneBy }, key, limit);
  const paying = `Paying at the end of ${before}`;
  const active = holders(level, context, { day: before, words: paying, part: 'denominator' }, read(null));
  // RevenueCat counts what ended and began: the entries are put before this by whoever asks.
  if (level === 'customer' && basis === 'revenuecat_net') return [active];
  const words = `${paying}, no longer on ${last}`;
  return [holders(level, context, { day: last, words, part: 'numerator' }, read(last)), active];
}

function rollingLegs(scope: Scope, last: string, context: RowContext): Leg[] {
  const before = addDays(last, -ROLLING_DAYS);
  const paying = `Paying at the end of ${before}, or for the first time since`;
  const read = (gone: boolean) => (key: Key | null, limit: number) =>
    exposedRows(scope, { before, last, gone }, key, limit);
  return [
    holders(
      'customer',
      context,
      { day: last, words: `${paying}; no longer on ${last}`, part: 'numerator' },
      read(true),
    ),
    holders('customer', context, { day: last, words: paying, part: 'denominator' }, read(false)),
  ];
}

/** Who left and came back within the period, or joined and left. */
export function besideChurnLeg(scope: Scope, returned: boolean, { start, last }: PointSpan, context: RowContext): Leg {
  const before = addDays(start, -1);
  const words = returned
    ? `Left after ${before} and came back by ${last}`
    : `Joined after ${before} and left by ${last}`;
  return holders('customer', context, { day: last, words, part: 'value' }, (key, limit) =>
    returnedRows(scope, { before, last, returned }, key, limit),
  );
}

/** People or subscriptions with MRR at the end of a day. */
export const payingLeg = (
  scope: Scope,
  level: Level,
  { day, part }: { day: string; part: Part },
  context: RowContext,
): Leg =>
  holders(level, context, { day, words: `Paying at the end of ${day}`, part }, (key, limit) =>
    holderRows(scope, level, { day, goneBy: null }, key, limit),
  );

/** Rows that count one each. */
export function holders(
  level: Level,
  context: RowContext,
  { day, words, part }: { day: string; words: string; part: Part },
  read: (key: Key | null, limit: number) => Promise<CustomerRow[]>,
): Leg {
  return {
    keyShape: z.array(id).length(KEY_LENGTH[level]),
    read: async (after, limit) =>
      (await read(after, limit)).map((row) => {
        const key = keyOfHolder(level, row);
        return { row: { ...fromCustomer(row, context, day, words, part), id: `${part}/${day}/${key.join('/')}` }, key };
      }),
  };
}
