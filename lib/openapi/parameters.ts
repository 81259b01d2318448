import { z } from 'zod';
import { ATTRIBUTION_MODELS, PRESET_IDS } from '@/lib/definitions/presets';
import { TIMELINE_KINDS } from '@/lib/people/shapes';
import { FIXED_DIMENSIONS, PERSON } from '@/lib/reports/dimensions';
import { BASES, DEFAULT_FREQUENCIES, LEVELS, MOVEMENT_MODES } from '@/lib/reports/report-params';
import { eventSource, eventState } from './event-answers';
import { type JsonSchema, jsonSchema } from './json-schema';
import { dimension, interval } from './metric-answers';

export interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required: boolean;
  description: string;
  schema: JsonSchema;
  style?: 'form';
  explode?: boolean;
}

interface Options {
  in?: Parameter['in'];
  required?: boolean;
}

export function parameter(name: string, shape: z.ZodType, description: string, options: Options = {}): Parameter {
  const place = options.in ?? 'query';
  return { name, in: place, required: options.required ?? place === 'path', description, schema: jsonSchema(shape) };
}

const MORE: Partial<Record<string, string>> = {
  product:
    ' A comma within a value is written `\\,`. Metadata is filtered in the same way: `filter[metadata.plan]=pro`.',
  person: ' By the ids of GET /api/v1/people: all their customers, of every connection.',
  coupon: ' A coupon stands for every combination that it is in.',
};

/** `filter[product]=a,b` keeps these values, `filter[product]!=a,b` leaves them out. */
const filters = [...FIXED_DIMENSIONS, PERSON].flatMap((name) =>
  (['', '!'] as const).map((not): Parameter => {
    const description = `${not ? 'Leave out' : 'Keep only'} these values of ${name}.${MORE[name] ?? ''}`;
    const base = parameter(`filter[${name}]${not}`, z.array(z.string()).max(200), description);
    return { ...base, style: 'form', explode: false };
  }),
);

export const compare = z.enum(['previous', 'year', 'none']);
export const mode = z.enum(['live', 'test']);
export const basis = z.enum(BASES);
export const preset = z.enum(PRESET_IDS);
export const limit = z.int().min(1).max(10_000);

export const metricId = parameter('metric', z.string(), 'Id of a metric, as GET /api/v1/metrics lists them.', {
  in: 'path',
});
export const dimensionId = parameter('dimension', dimension, 'Name of a dimension.', { in: 'path' });
export const connectionId = parameter('connectionId', z.string(), 'Id of the connection, as in its webhook URL.', {
  in: 'path',
});
export const connectionPath = parameter('id', z.string(), 'Id of the connection.', { in: 'path' });
export const stripeSignature = parameter('Stripe-Signature', z.string(), 'As Stripe writes it: t=…,v1=….', {
  in: 'header',
  required: true,
});

export const modeParameter = parameter('mode', mode.default('live'), 'Live or test data; they never mix.');

const shared: Parameter[] = [
  parameter('interval', interval.default('month'), 'Length of a period.'),
  parameter('currency', z.string(), "ISO 4217 code to show money in; the workspace's by default."),
  parameter('breakdown', dimension, 'One series per value of this dimension.'),
  ...filters,
  parameter(
    'basis',
    basis,
    'Dates a rate by its sale or refund (`-full`: of full refunds only, `-disputes`: with lost disputes), or by the start or end of a trial; `matured`, `end-matured` leave undecided trials out. `baremetrics`: the quick ratio without those who came back. `stripe_30d_rolling`, `revenuecat_net`: customer churn by the formulas of Stripe and RevenueCat.',
  ),
  parameter(
    'movementMode',
    z.enum(MOVEMENT_MODES).default('daily'),
    "MRR's movements day by day, or between the two ends of each period.",
  ),
  parameter(
    'constantCurrency',
    z.enum(['on', 'off']).default('off'),
    'MRR and its movements all at the rates of today, so that FX is 0.',
  ),
  parameter('day', z.int().min(0).max(3650).default(30), 'Up to which day after joining realised LTV looks.'),
  parameter(
    'level',
    z.enum(LEVELS).default('customer'),
    'What customer churn, active subscribers and ARPU count. A person can be several customers.',
  ),
  parameter(
    'buckets',
    z.string().default(DEFAULT_FREQUENCIES),
    'Buckets of purchase frequency: ranges from 1 on without a gap, the last open. Each is a part of the point.',
  ),
  modeParameter,
  parameter(
    'preset',
    preset,
    "Definitions to count under; the workspace's own by default. The first question folds the ledger under them, and takes as long as a rebuild; so does the first after a change.",
  ),
  parameter(
    'attributionModel',
    z.enum(ATTRIBUTION_MODELS),
    "To which touches before the first sale revenue is credited; the workspace's choice by default. The first question folds the ledger under it, as for a preset.",
  ),
  parameter(
    'attributionWindow',
    z.int().min(1).max(365),
    "How many days before the first sale a touch counts; the workspace's choice by default. Folds the ledger likewise.",
  ),
  parameter(
    'asKnownOn',
    z.union([z.iso.date(), z.iso.datetime({ offset: true })]),
    'Answers from what was known then: a date means its end in the time zone. The first question of a moment folds the ledger as of then, and takes as long as a rebuild.',
  ),
  parameter(
    'timeZone',
    z.string(),
    "IANA zone whose days count; the workspace's by default. The first question folds the ledger by them, as for a preset.",
  ),
  parameter('format', z.enum(['json', 'csv']).default('json'), 'csv is the same as “Accept: text/csv”.'),
];

export const reportParameters: Parameter[] = [
  parameter('from', z.iso.date(), 'First day, inclusive. By default the first of the month twelve months back.'),
  parameter('to', z.iso.date(), 'Day after the last. Tomorrow by default.'),
  parameter('compare', compare.default('none'), 'The period just before, or the same one a year earlier.'),
  ...shared,
];

export const pointParameters: Parameter[] = [
  parameter('start', z.iso.date(), 'First day of the point, inclusive.', { required: true }),
  parameter('end', z.iso.date(), 'Day after its last.', { required: true }),
  parameter('series', z.string(), 'Key of the series, where the chart is broken down.'),
  parameter('part', z.string(), 'One of the named parts of the point, e.g. abandoned of trials.'),
  parameter('cursor', z.string(), 'Where the last page ended: its nextCursor.'),
  parameter('limit', limit.default(10_000), 'Rows in a page.'),
  ...shared,
];

export const reconciliationParameters: Parameter[] = [
  parameter('from', z.iso.date(), 'First day, inclusive. By default 30 days before the end; at most 366 days.'),
  parameter('to', z.iso.date(), 'Day after the last. Tomorrow by default.'),
  parameter('connection', z.string(), 'Id of one source; all of them unless told.'),
  parameter('table', z.enum(['lines', 'payouts']).default('lines'), 'What a CSV holds.'),
  parameter('format', z.enum(['json', 'csv']).default('json'), 'csv is the same as “Accept: text/csv”.'),
];

export const reconciliationRowsParameters: Parameter[] = [
  parameter('day', z.iso.date(), 'Of the balance transactions. Needed unless a payout is asked for.'),
  parameter('category', z.string(), "Stripe's reporting category; all of them unless told."),
  parameter('currency', z.string(), 'Currency of the balance; all of them unless told.'),
  parameter('payout', z.string(), 'Instead: the transactions in this payout.'),
  parameter('connection', z.string(), 'Id of one source; all of them unless told.'),
];

const moment = z.union([z.iso.date(), z.iso.datetime({ offset: true })]);
/** What narrows the log, and what a replay takes: its shape, and what it means. */
const EVENT_FILTERS: Record<string, [shape: z.ZodType, about: string]> = {
  type: [z.string().max(100), 'Of one type; “invoice.*” is all types below it.'],
  state: [eventState, 'What became of it.'],
  mode: [mode, 'Live or test; both unless told.'],
  connection: [z.string().max(255), 'Id of one source; all of them unless told.'],
  object: [z.string().max(255), 'Id of the Stripe object that it is about, or of the event itself.'],
  source: [eventSource, 'How it came.'],
  from: [moment, "When it happened, inclusive: an instant, or a day in the workspace's zone."],
  to: [moment, 'The same, exclusive.'],
};

export const eventListParameters: Parameter[] = [
  ...Object.entries(EVENT_FILTERS).map(([name, [shape, about]]) => parameter(name, shape, about)),
  parameter('payload', z.enum(['masked', 'none']).default('none'), 'Whether payloads come along, with secrets hidden.'),
  parameter('cursor', z.string(), 'Where the last page ended: its nextCursor.'),
  parameter('limit', z.int().min(1).max(200).default(50), 'Events in a page.'),
];

export const replayBody: JsonSchema = jsonSchema(
  z.object({
    dryRun: z.boolean().default(true).describe('False replays for real.'),
    ids: z.array(z.string()).max(500).optional().describe('Ids of events; else all that the members below find.'),
    ...Object.fromEntries(
      Object.entries(EVENT_FILTERS).map(([name, [shape, about]]) => [name, shape.optional().describe(about)]),
    ),
  }),
);

export const sourceParameter = parameter(
  'connection',
  z.string(),
  'Id of one source; it can be left out where there is but one.',
);
export const previewPath = parameter('id', z.string(), 'Id of the preview.', { in: 'path' });

export const personPath = parameter('id', z.string(), 'Id of the person, encoded; or an alias of it.', { in: 'path' });
export const cursor = parameter('cursor', z.string(), 'Where the last page ended: its nextCursor.');

export const peopleParameters: Parameter[] = [
  parameter(
    'search',
    z.string().max(500),
    'A person, user or customer id, an e-mail address in any case, the beginning of one of these or of a name, or a subscription, charge or invoice.',
  ),
  parameter('sort', z.enum(['newest', 'revenue']).default('newest'), 'By the day first seen, or by net revenue.'),
  modeParameter,
  cursor,
  parameter('limit', z.int().min(1).max(200).default(50), 'People in a page.'),
];

export const timelineParameters: Parameter[] = [
  parameter('kind', z.enum(TIMELINE_KINDS), 'Only events of this kind.'),
  modeParameter,
  cursor,
  parameter('limit', z.int().min(1).max(200).default(30), 'Events in a page.'),
];

export const spendParameters: Parameter[] = [
  parameter('from', z.iso.date(), 'The first day.'),
  parameter('to', z.iso.date(), 'The day after the last.'),
  cursor,
];
export const spendPath = parameter('id', z.string(), 'Id of a row of spend.', { in: 'path' });

export const customerParameters: Parameter[] = [
  parameter('connection', z.string(), 'Id of one source; all of them unless told.'),
  parameter('person', z.string(), 'Id of the person they stand for.'),
  modeParameter,
  cursor,
  parameter('limit', z.int().min(1).max(200).default(50), 'Customers in a page.'),
];
