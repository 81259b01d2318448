import { addDays, daysBetween } from '@/lib/calendar/days';
import { type Acquisition, acquisitions, together } from '@/lib/metrics/acquisition';
import { netTerms } from '@/lib/metrics/compute';
import { dimensionLabels } from '@/lib/metrics/labels';
import { cumulative, paybackOf, revenueBy } from '@/lib/metrics/payback';
import { average } from '@/lib/metrics/realised-ltv';
import type { Scope } from '@/lib/metrics/scope';
import { buildScope, findMetric } from './build-scope';
import { inVariant } from './in-variant';
import { optionsOf, toUnconverted } from './load-metric';
import { toNumber } from './to-number';
import type { Account, Dimension, ReportParams, Unconverted } from './types';

/** Up to which days since the purchase ROAS is shown. */
export const ROAS_DAYS = [30, 60, 90, 180, 365] as const;

/** One campaign, or all of them: what it cost, whom it brought, and what came back. */
export interface PaybackRow {
  key: string;
  label: string;
  spend: number;
  people: number;
  cac: number | null;
  roas: {
    day: number;
    /** Null without spend. */
    value: number | null;
    /** Somebody of them has not been there for so many days. */
    isRunning: boolean;
  }[];
  /** The day on which the spend was back; null while it is not. */
  paybackDay: number | null;
  /** What came back so far. */
  recovered: number;
  fellBackOn: number | null;
  /** What came in by each day since the purchase on which something did. */
  curve: { day: number; sum: number }[];
}

export interface PaybackReport {
  rows: PaybackRow[];
  whole: PaybackRow;
  currency: string;
  unconverted: Unconverted[];
  asOf: string;
}

/** CAC, ROAS and payback of the people whose first purchase lies in the range, told apart by what brought them. */
export async function loadPayback(
  account: Account,
  by: Dimension,
  params: ReportParams,
  now = new Date(),
): Promise<PaybackReport> {
  const payback = findMetric('payback');
  buildScope(account, payback, { ...params, breakdown: by }, now); // refused before a ledger is made for it
  return inVariant(account, params, now, async (as, then) => {
    const terms = netTerms(optionsOf(as, params));
    const scope = buildScope(as, payback, { ...params, breakdown: by }, then);
    const parts = await acquisitions(scope, terms);
    const labels = await dimensionLabels(
      as.workspaceId,
      by,
      parts.series.map(({ key }) => key),
    );
    // Every person and every amount of spend is in one line.
    const all = together(parts.series.map(({ whole }) => whole));
    return {
      rows: parts.series.map(({ key, whole }) => rowOf({ key, label: labels.get(key) ?? key }, whole, scope)),
      whole: rowOf({ key: '', label: 'Total' }, all, scope),
      currency: params.currency,
      unconverted: toUnconverted(parts),
      asOf: then.toISOString(),
    };
  });
}

function rowOf(
  { key, label }: Pick<PaybackRow, 'key' | 'label'>,
  { people, spend, youngest, curve }: Acquisition,
  { today }: Scope,
): PaybackRow {
  const { day, recovered, fellBackOn } = paybackOf(curve, spend);
  const exact = (value: bigint) => toNumber(value) ?? 0;
  const share = (amount: bigint) => (spend === 0n ? null : exact(amount) / exact(spend));
  const age = youngest === null ? null : daysBetween(youngest, addDays(today, 1));
  return {
    ...{ key, label, spend: exact(spend), people: exact(people), cac: toNumber(average(spend, people).value) },
    roas: ROAS_DAYS.map((until) => ({
      day: until,
      value: share(revenueBy(curve, until)),
      isRunning: age !== null && age <= until,
    })),
    ...{ paybackDay: day, recovered: exact(recovered), fellBackOn },
    curve: cumulative(curve).map(({ day: on, sum }) => ({ day: on, sum: exact(sum) })),
  };
}
