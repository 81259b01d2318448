import type { AttributionModel, PresetId } from '@/lib/definitions/presets';
import type { Dimension, DimensionFilter, FilterDimension, Unit } from '@/lib/metrics/dimensions';
import type { Basis, Level, MovementMode } from '@/lib/metrics/options';
import type { NoValue } from '@/lib/metrics/raw-points';

// What a report hands to a page and to the REST API: plain JSON values, money in integer minor units.

export type { Dimension, DimensionFilter, FilterDimension, Unit };
export type Interval = 'day' | 'week' | 'month' | 'quarter' | 'year';
export type Mode = 'live' | 'test';

/** The settings a report is computed under. */
export interface Account {
  workspaceId: string;
  /** Lower-case ISO 4217. */
  currency: string;
  timeZone: string;
  weekStart: 'monday' | 'sunday';
  feeHandling: 'net_of_fees' | 'gross';
  settingsVersion: number;
  /** Keys of customer metadata that reports can be broken down and filtered by. */
  metadataKeys: readonly string[];
}

export interface ReportParams {
  /** First day, inclusive, YYYY-MM-DD in the workspace's zone. */
  from: string;
  /** Last day, exclusive. */
  to: string;
  interval: Interval;
  /** Display currency; the workspace's own unless the viewer asked for another. */
  currency: string;
  breakdown: Dimension | null;
  filters: DimensionFilter[];
  compare: 'previous' | 'year' | null;
  mode: Mode;
  /** Definitions to compute under; the workspace's own unless another set is named. */
  preset?: PresetId;
  /** IANA zone of the buckets; the workspace's unless asked otherwise. */
  timeZone?: string;
  /** Which date a rate is cohorted by (refunds by sale or refund date, trials by start or end), or whose formula it has. */
  basis?: Basis;
  /** Only facts known by this ISO instant count, and it is "now". */
  asKnownOn?: string;
  /** Buckets of purchase frequency, e.g. "1,2-5,6+". */
  buckets?: string;
  /** MRR's movements day by day, unless told to compare both ends of each period. */
  movementMode?: MovementMode;
  /** MRR and its movements all at the rates of today. */
  constantCurrency?: boolean;
  /** Up to which day after joining realised LTV looks; 30 unless told. */
  day?: number;
  /** To which touches sales are credited, and how long before the first one; the workspace's own choice unless told. */
  attributionModel?: AttributionModel;
  attributionWindow?: number;
  /** What customer churn counts; customers unless told. */
  level?: Level;
}

export interface MetricPoint {
  /** First day of the bucket, YYYY-MM-DD, inclusive. */
  start: string;
  /** Day after the last of the bucket, exclusive. */
  end: string;
  /** Minor units for money, 0–1 for a ratio; null when it has no denominator. */
  value: number | null;
  numerator: number | null;
  denominator: number | null;
  /** True while the bucket is still running. */
  incomplete: boolean;
  /** Named components of the point, e.g. pending and abandoned trials. */
  parts?: Record<string, number>;
  /** Why there is no value. */
  reason?: NoValue;
}

export interface MetricSeries {
  /** "" for the total, else the value of the breakdown dimension. */
  key: string;
  label: string;
  points: MetricPoint[];
  /** Over the whole range: the last point of a level, the sum of a flow, the pooled rate of a ratio. */
  total: MetricTotal;
}

export interface MetricTotal {
  value: number | null;
  numerator: number | null;
  denominator: number | null;
  parts?: Record<string, number>;
  /** Why there is no value. */
  reason?: NoValue;
}

export interface Unconverted {
  currency: string;
  /** In the currency's own minor units. */
  amountMinor: number;
  count: number;
}

export interface MetricResult {
  metric: string;
  label: string;
  unit: Unit;
  currency: string;
  timeZone: string;
  interval: Interval;
  asOf: string;
  settingsVersion: number;
  /** One series without a breakdown; else one per value, which sum to `total` where the metric is additive. */
  series: MetricSeries[];
  total: MetricTotal;
  /** Amounts for which no dated rate is stored: left out of `value`, never guessed. */
  unconverted: Unconverted[];
  /** The same metric over the period compared with, when asked for. */
  comparison?: { from: string; to: string; series: MetricSeries[]; total: MetricTotal };
}

export interface ExplainObject {
  /** "customer", "subscription", "subscription_item", "invoice", "charge", "refund", "price", "product" … */
  type: string;
  id: string;
  /** The object in Stripe's dashboard. */
  url: string;
}

export interface ExplainRow {
  id: string;
  /** Which side of a ratio the row belongs to; "value" for a plain sum. */
  part: 'value' | 'numerator' | 'denominator';
  /** Day the row counts on, YYYY-MM-DD. */
  day: string;
  customer: { id: string; label: string; person: string };
  description: string;
  /** The sum as a person would write it: "49.00 × 3 − 20% ÷ 12". */
  arithmetic: string;
  objects: ExplainObject[];
  /** In the row's own currency and minor units. */
  amountMinor: number;
  currency: string;
  fxRate: string | null;
  fxDay: string | null;
  /** What the row adds to the point: minor units of the report's currency, or a count; null if unconverted. */
  value: number | null;
  quality?: string;
}

export interface MetricRows {
  metric: string;
  label: string;
  unit: Unit;
  currency: string;
  start: string;
  end: string;
  definition: string;
  /** The formula with its numbers filled in. */
  formula: string;
  /** Equals the chart's point exactly. */
  value: number | null;
  numerator: number | null;
  denominator: number | null;
  rows: ExplainRow[];
  rowCount: number;
  nextCursor: string | null;
  unconverted: Unconverted[];
  settings: Record<string, string>;
}
