import type { Metadata } from 'next';
import { requireViewer } from '@/app/_session/require-viewer';
import type { CouponColumn } from '@/components/reports/coupons/coupon-rows';
import { CouponsReport } from '@/components/reports/coupons/coupons-report';
import { ReportFrame } from '@/components/reports/report-frame';
import { describeMetric } from '@/lib/reports/describe-metric';
import { loadMetric } from '@/lib/reports/load-metric';
import type { Account, ReportParams } from '@/lib/reports/types';
import { loadIfFilterable } from '../_reports/load-if-filterable';
import { PermissionNotice } from '../_reports/permission-notice';
import { readReport } from '../_reports/read-report';

export const metadata: Metadata = { title: 'Coupons' };

const DEFINITION =
  'What coupons and promotion codes took off, and what was sold, paid, refunded and kept with them, beside the same without a coupon. Discounts are those of the invoices, never worked out from a percentage.';

interface Asked {
  id: string;
  label: string;
  metric: string;
  part?: string;
  day?: number;
  /** The rate of the last complete period. */
  isLatest?: true;
}

const OWN: readonly Asked[] = [
  { id: 'redemptions', label: 'Redemptions', metric: 'redemptions' },
  { id: 'given', label: 'Discount given', metric: 'discount-given' },
];
const GROUPS: readonly Asked[] = [
  { id: 'buyers', label: 'Customers', metric: 'buyers' },
  { id: 'list', label: 'List revenue', metric: 'coupon-impact', part: 'list' },
  { id: 'discount', label: 'Discount', metric: 'coupon-impact', part: 'discount' },
  { id: 'effective', label: 'Effective discount', metric: 'coupon-impact' },
  { id: 'net-revenue', label: 'Net revenue', metric: 'net-revenue' },
  { id: 'trials', label: 'Trial-to-paid', metric: 'trial-conversion' },
  { id: 'refunded', label: 'Refunded share', metric: 'refunded-share' },
  { id: 'churn', label: 'Churned MRR', metric: 'churned-mrr-rate', isLatest: true },
  { id: 'ltv-a', label: 'LTV 30 days', metric: 'ltv-since-purchase', day: 30 },
  { id: 'ltv-b', label: 'LTV 90 days', metric: 'ltv-since-purchase', day: 90 },
  { id: 'ltv-c', label: 'LTV 180 days', metric: 'ltv-since-purchase', day: 180 },
];
const METRICS = [...new Set([...OWN, ...GROUPS].map(({ metric }) => metric))];

export default async function CouponsPage({ searchParams }: PageProps<'/coupons'>) {
  const { account } = await requireViewer();
  const { dimensions } = describeMetric(account, 'coupon-impact');
  const { params: asked, problem } = readReport(account, await searchParams, dimensions);
  const by = asked.breakdown === 'promotion_code' ? 'promotion_code' : 'coupon';
  const params: ReportParams = { ...asked, breakdown: by };
  const [impact, discounts, own, groups] = await Promise.all([
    loadMetric(account, 'coupon-impact', { ...params, breakdown: null }),
    loadMetric(account, 'discount-given', params),
    loadColumns(account, OWN, params),
    loadColumns(account, GROUPS, params),
  ]);
  return (
    <ReportFrame
      title="Coupons"
      definition={DEFINITION}
      {...{ params, account, problem }}
      filters={dimensions}
      breakdowns={[]}
    >
      <PermissionNotice account={account} mode={params.mode} metrics={METRICS} />
      <CouponsReport {...{ params, by, impact, discounts, own, groups }} />
    </ReportFrame>
  );
}

/** Those that can be filtered as asked, in their order. */
async function loadColumns(account: Account, columns: readonly Asked[], params: ReportParams): Promise<CouponColumn[]> {
  const loaded = await Promise.all(
    columns.map(async ({ id, label, metric, part, day, isLatest }): Promise<CouponColumn[]> => {
      const asked: ReportParams = { ...params, compare: null, ...(day === undefined ? {} : { day }) };
      const [result, whole] = await Promise.all([
        loadIfFilterable(account, metric, asked),
        isLatest ? loadIfFilterable(account, metric, { ...asked, breakdown: null }) : null,
      ]);
      if (!result) return [];
      const more = { ...(part ? { part } : {}), ...(day === undefined ? {} : { day }), ...(whole ? { whole } : {}) };
      return [{ id, label, result, ...more }];
    }),
  );
  return loaded.flat();
}
