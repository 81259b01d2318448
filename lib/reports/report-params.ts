import { z } from 'zod';
import { addDays, addMonths, bucketStart, dayOf, daysBetween, isTimeZone, startOfDay } from '@/lib/calendar/days';
import { ATTRIBUTION_MODELS, PRESET_IDS } from '@/lib/definitions/presets';
import { AppError } from '@/lib/errors';
import { FIXED_DIMENSIONS, type FilterDimension, METADATA, PERSON } from '@/lib/metrics/dimensions';
import { DEFAULT_FREQUENCIES, parseFrequencies } from '@/lib/metrics/frequency-ranges';
import { BASES, LEVELS, MOVEMENT_MODES } from '@/lib/metrics/options';
import { isCurrency } from '@/lib/money/currencies';
import type { Account, Dimension, DimensionFilter, ReportParams } from './types';
import { splitValues } from './value-list';

export type SearchParams = Readonly<Record<string, string | string[] | undefined>>;

export { BASES, DEFAULT_FREQUENCIES, LEVELS, MOVEMENT_MODES };

const INTERVALS = ['day', 'week', 'month', 'quarter', 'year'] as const;

/** The most points a chart is asked for: four years of days and a little. */
const MOST_POINTS = 1600;
const DAYS_IN = { day: 1, week: 7, month: 28, quarter: 90, year: 365 } as const;

const single = z.preprocess((value) => (Array.isArray(value) ? value.at(-1) : value), z.string().optional());

const shape = z.object({
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  interval: z.enum(INTERVALS).optional(),
  currency: z.string().toLowerCase().refine(isCurrency, 'is not an ISO 4217 currency code').optional(),
  breakdown: z.string().optional(),
  compare: z.enum(['previous', 'year', 'none']).optional(),
  mode: z.enum(['live', 'test']).optional(),
  basis: z.enum(BASES).optional(),
  preset: z.enum(PRESET_IDS).optional(),
  buckets: z
    .string()
    .refine(
      (text) => parseFrequencies(text) !== null,
      'must be ranges from 1 on without a gap, the last open: 1,2-5,6+',
    )
    .optional(),
  level: z.enum(LEVELS).optional(),
  movementMode: z.enum(MOVEMENT_MODES).optional(),
  constantCurrency: z.enum(['on', 'off']).optional(),
  day: z.coerce.number('must be a number of days').int().min(0).max(3650).optional(),
  asKnownOn: z
    .union(
      [z.iso.date(), z.iso.datetime({ offset: true })],
      'is neither a date (2026-03-31) nor an instant (2026-03-31T12:00:00Z)',
    )
    .optional(),
  attributionModel: z.enum(ATTRIBUTION_MODELS).optional(),
  attributionWindow: z.coerce.number('must be a number of days').int().min(1).max(365).optional(),
  timeZone: z.string().refine(isTimeZone, 'is not an IANA time zone').optional(),
});

/**
 * Reads a report's parameters from a query string; `to` is exclusive. Defaults: the last twelve months and the running one,
 * by month. Throws `bad_request` naming the parameter and what it should be.
 */
export function parseReportParams(account: Account, query: SearchParams, now = new Date()): ReportParams {
  const flat = Object.fromEntries(Object.keys(shape.shape).map((key) => [key, single.parse(query[key]) || undefined]));
  const parsed = shape.safeParse(flat);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const field = String(issue?.path[0] ?? 'query');
    throw new AppError('bad_request', `${field}: ${issue?.message ?? 'cannot be read'}`, field);
  }
  const {
    from,
    to,
    interval = 'month',
    currency,
    breakdown,
    compare,
    mode = 'live',
    basis,
    preset,
    buckets,
    level,
    movementMode,
    constantCurrency,
    day,
    asKnownOn,
    attributionModel,
    attributionWindow,
    timeZone,
  } = parsed.data;
  const known: Pick<ReportParams, 'asKnownOn'> =
    asKnownOn === undefined ? {} : { asKnownOn: knownBy(asKnownOn, timeZone ?? account.timeZone) };
  const today = known.asKnownOn === undefined ? now : new Date(known.asKnownOn);
  const range = rangeOf({ ...account, timeZone: timeZone ?? account.timeZone }, from, to, today);
  if (daysBetween(range.from, range.to) / DAYS_IN[interval] > MOST_POINTS) {
    throw new AppError(
      'bad_request',
      `interval: the range has too many ${interval}s; choose a longer interval.`,
      'interval',
    );
  }
  return {
    ...range,
    interval,
    currency: currency ?? account.currency,
    breakdown: breakdown === undefined ? null : dimensionNamed(account, breakdown, 'breakdown'),
    filters: filtersOf(account, query),
    compare: compare === undefined || compare === 'none' ? null : compare,
    mode,
    ...(basis ? { basis } : {}),
    ...(preset ? { preset } : {}),
    ...(buckets ? { buckets } : {}),
    ...(level ? { level } : {}),
    ...(movementMode ? { movementMode } : {}),
    ...(constantCurrency === 'on' ? { constantCurrency: true } : {}),
    ...(day === undefined ? {} : { day }),
    ...(attributionModel ? { attributionModel } : {}),
    ...(attributionWindow === undefined ? {} : { attributionWindow }),
    ...known,
    ...(timeZone ? { timeZone } : {}),
  };
}

/** A date means all that was learned on it: up to its last microsecond, which is as fine as the database tells apart. */
function knownBy(text: string, timeZone: string): string {
  if (text < '2000' || text >= '2200')
    throw new AppError('bad_request', 'asKnownOn: must lie between 2000 and 2200.', 'asKnownOn');
  if (text.length > 'yyyy-mm-dd'.length) return text;
  return new Date(startOfDay(addDays(text, 1), timeZone).getTime() - 1).toISOString().replace('999Z', '999999Z');
}

function rangeOf(
  account: Account,
  from: string | undefined,
  to: string | undefined,
  now: Date,
): { from: string; to: string } {
  const tomorrow = addDays(dayOf(now, account.timeZone), 1);
  const end = to ?? (from !== undefined && from >= tomorrow ? addDays(from, 1) : tomorrow);
  const start = from ?? addMonths(bucketStart(addDays(end, -1), 'month', account.weekStart), -12);
  if (start >= end) throw new AppError('bad_request', 'to: must be after from (it is exclusive).', 'to');
  if (start < '2000-01-01' || end > '2200-01-01')
    throw new AppError('bad_request', 'from: must lie between 2000 and 2200.', 'from');
  return { from: start, to: end };
}

const FILTER = /^filter\[(.+)\](!?)$/;
const MOST_VALUES = 200;

/** `filter[product]=a,b` is "is one of", `filter[country]!=US` "is none of"; all filters must hold. */
function filtersOf(account: Account, query: SearchParams): DimensionFilter[] {
  return Object.entries(query).flatMap(([key, given]) => {
    const match = FILTER.exec(key);
    if (!match || given === undefined) return [];
    const dimension = match[1] === PERSON ? PERSON : dimensionNamed(account, match[1] ?? '', key);
    const values = (Array.isArray(given) ? given : [given]).flatMap(splitValues).map((value) => value.trim());
    if (values.length > MOST_VALUES) throw new AppError('bad_request', `${key}: at most ${MOST_VALUES} values.`, key);
    return [{ dimension, negated: match[2] === '!', values: values.map((value) => cleanValue(dimension, value)) }];
  });
}

/** Every dimension of a workspace. */
export const dimensionsIn = ({ metadataKeys }: Pick<Account, 'metadataKeys'>): Dimension[] => [
  ...FIXED_DIMENSIONS,
  ...metadataKeys.map((key): Dimension => `${METADATA}${key}`),
];

function dimensionNamed(account: Account, name: string, field: string): Dimension {
  const dimensions = dimensionsIn(account);
  const found = dimensions.find((known) => known === name);
  if (found) return found;
  const hint = name.startsWith(METADATA) ? ' Owners and admins choose what metadata to report by under Settings.' : '';
  throw new AppError(
    'bad_request',
    `${field.slice(0, 60)}: there is no such dimension; use one of ${dimensions.join(', ')}.${hint}`,
    field,
  );
}

/** U+0000 can be in no column, so a value with one matches nothing. */
const cleanValue = (name: FilterDimension, value: string) => {
  const text = value.replaceAll('\u0000', '\uFFFD');
  return name === 'currency' ? text.toLowerCase() : name === 'country' ? text.toUpperCase() : text;
};
