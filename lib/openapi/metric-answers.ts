import { z } from 'zod';
import { FIXED_DIMENSIONS, METADATA } from '@/lib/reports/dimensions';

// What the REST API answers, for readers of the document. The types come from lib/reports; a test holds the two together.

const UNITS = ['money', 'count', 'ratio', 'number'] as const;
const INTERVALS = ['day', 'week', 'month', 'quarter', 'year'] as const;

const day = z.iso.date();
const currency = z.string().describe('ISO 4217 code, lower case.');
const parts = z
  .record(z.string(), z.number())
  .optional()
  .describe('Named components, e.g. the states of the trials that began.');

export const dimension = z
  .union([z.enum(FIXED_DIMENSIONS), z.templateLiteral([METADATA, z.string()])])
  .describe('`metadata.` stands before the keys of customer metadata that the workspace reports by.');
export const interval = z.enum(INTERVALS);
export const unit = z
  .enum(UNITS)
  .describe(
    'money: integer of minor units. count: integer. ratio: 0–1, with numerator and denominator. number: a quotient that is no share.',
  );

export const metricDescription = z.object({
  id: z.string(),
  label: z.string(),
  unit,
  definition: z.string(),
  dimensions: z.array(dimension).readonly().describe('What it can be broken down and filtered by.'),
  additive: z.boolean().describe('False when the parts of a breakdown may add up to more than the total.'),
  rollup: z
    .enum(['last', 'sum', 'pooled'])
    .describe('How points become the total: the last one, their sum, or sum of numerators ÷ sum of denominators.'),
  good: z.literal([1, -1, 0]).describe('Whether rising is good (1), bad (−1) or neither.'),
});

export const metricList = z.object({ metrics: z.array(metricDescription) });

const figure = {
  value: z.number().nullable().describe('null: there is none, such as a rate whose denominator is 0.'),
  numerator: z.int().nullable(),
  denominator: z.int().nullable(),
};

const reason = z
  .enum(['not_enough_data', 'no_churn'])
  .optional()
  .describe('Why there is no value, where it is not simply a denominator of 0.');

export const metricTotal = z.object({ ...figure, parts, reason });

export const metricPoint = z.object({
  start: day.describe('First day, inclusive.'),
  end: day.describe('Day after the last, exclusive.'),
  ...figure,
  incomplete: z.boolean().describe('True while the period is still running.'),
  parts,
  reason,
});

export const metricSeries = z.object({
  key: z.string().describe('"" for the whole, else the value of the breakdown.'),
  label: z.string(),
  points: z.array(metricPoint),
  total: metricTotal,
});

export const unconverted = z
  .object({
    currency,
    amountMinor: z.int().describe("In the currency's own minor units."),
    count: z.int(),
  })
  .describe('Amounts for which no rate is stored: left out of every value, never guessed.');

export const metricResult = z.object({
  metric: z.string(),
  label: z.string(),
  unit,
  currency,
  timeZone: z.string().describe('IANA zone in which days begin.'),
  interval,
  asOf: z.iso.datetime(),
  settingsVersion: z.int(),
  series: z.array(metricSeries).describe('One without a breakdown, else one per value.'),
  total: metricTotal,
  unconverted: z.array(unconverted),
  comparison: z
    .object({ from: day, to: day, series: z.array(metricSeries), total: metricTotal })
    .optional()
    .describe('The same over the period compared with, when asked for.'),
});

export const explainObject = z.object({
  type: z.string(),
  id: z.string(),
  url: z.string().describe("The object in Stripe's dashboard."),
});

export const explainRow = z.object({
  id: z.string(),
  part: z.enum(['value', 'numerator', 'denominator']).describe('Which side of a rate the row belongs to.'),
  day: z.string().describe('Day on which the row counts.'),
  customer: z.object({ id: z.string(), label: z.string(), person: z.string() }),
  description: z.string(),
  arithmetic: z.string(),
  objects: z.array(explainObject),
  amountMinor: z.int().describe("In the row's own currency."),
  currency: z.string().describe('ISO 4217 code, lower case; "" for a count.'),
  fxRate: z.string().nullable(),
  fxDay: z.string().nullable().describe('Day on which the rate was published.'),
  value: z.number().nullable().describe('What the row adds to the point; null while it cannot be converted.'),
  quality: z.string().optional(),
});

export const metricRows = z.object({
  metric: z.string(),
  label: z.string(),
  unit,
  currency,
  start: z.string(),
  end: z.string(),
  definition: z.string(),
  formula: z.string().describe('The formula with its numbers filled in.'),
  ...figure,
  rows: z.array(explainRow).describe('All pages together sum to the point exactly.'),
  rowCount: z.int(),
  nextCursor: z.string().nullable().describe('Send as “cursor” for the next page; null on the last.'),
  unconverted: z.array(unconverted),
  settings: z.record(z.string(), z.string()),
});

export const dimensionValues = z.object({ values: z.array(z.object({ value: z.string(), label: z.string() })) });
