'use client';

import { Text } from '@mantine/core';
import type { Dimension, MetricResult, ReportParams } from '@/lib/reports/types';
import { EmptyReport, isEmpty } from '../empty-report';
import { useReportState } from '../filter-bar/use-report-state';
import { Headline } from '../headline';
import { MetricChart } from '../metric-chart';
import { ReportSwitch } from '../report-switch';
import type { CouponColumn } from './coupon-rows';
import { CouponTable } from './coupon-table';

interface CouponsReportProps {
  params: ReportParams;
  by: 'coupon' | 'promotion_code';
  /** Discounts as a share of list value. */
  impact: MetricResult;
  discounts: MetricResult;
  /** Of each coupon by itself, stacked or not; left out where it cannot be filtered as asked. */
  own: readonly CouponColumn[];
  /** Of the people and sales with a coupon, or a combination of them, and of those without. */
  groups: readonly CouponColumn[];
}

const BY = [
  { value: 'coupon', label: 'By coupon', about: 'What was taken off, whoever entered which code for it.' },
  {
    value: 'promotion_code',
    label: 'By promotion code',
    about: 'Which code was entered; coupons given without one are one line.',
  },
] as const satisfies readonly { value: Dimension; label: string; about: string }[];

/** What coupons gave away, and what came with them, beside what came without. */
export function CouponsReport({ params, by, impact, discounts, own, groups }: CouponsReportProps) {
  const [, setState] = useReportState();
  if (isEmpty(discounts, impact) && own.every(({ result }) => isEmpty(result)))
    return <EmptyReport what="coupons" mode={params.mode} />;
  return (
    <>
      <Headline result={impact} params={params} goodWhen="down">
        <Text size="xs" c="dimmed">
          A comparison of those who used a coupon with those who did not. It does not say that the coupon caused the
          difference: who looks for a coupon may pay and stay differently anyway.
        </Text>
      </Headline>
      <ReportSwitch label="By" value={by} choices={BY} onChange={(breakdown) => setState({ breakdown })} />
      <MetricChart title="Discount given" result={discounts} params={params} shape="bars" breakdown={by} />
      {own.length > 0 && <CouponTable title="What each gave away" columns={own} by={by} params={params} />}
      <CouponTable
        title={by === 'coupon' ? 'With and without a coupon' : 'With and without a promotion code'}
        columns={groups}
        by={by}
        params={params}
      />
      <Text size="xs" c="dimmed">
        Several coupons on one line are a line of their own in the second table, so that it adds up; in the first each
        has what it took off by itself. LTV is net revenue since the first purchase of the people whose first sale was
        of that line, and only of those who bought so long ago. Discounts are those on the invoices, whatever is
        refunded later.
        {by === 'promotion_code' && ' Stripe’s fees, which no code brought, are in the line without one.'}
      </Text>
    </>
  );
}
