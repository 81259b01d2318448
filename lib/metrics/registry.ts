import { acquisitionMetrics } from './acquisition-metrics';
import { couponMetrics } from './coupon-metrics';
import { disputeMetrics } from './dispute-metrics';
import { funnelMetrics } from './funnel-metrics';
import { ltvMetrics } from './ltv-metrics';
import type { Metric } from './metric';
import { mrrMetrics } from './mrr-metrics';
import { partnerMetrics } from './partner-metrics';
import { purchaseMetrics } from './purchase-metrics';
import { rateMetrics } from './rate-metrics';
import { revenueMetrics } from './revenue-metrics';
import { seriesMetrics } from './series-metrics';

/** Every metric by id: axis label, formatter, tooltip, CSV header and glossary all read it from here. */
export const metrics: Readonly<Record<string, Metric>> = Object.fromEntries(
  Object.entries({
    ...mrrMetrics,
    ...seriesMetrics,
    ...rateMetrics,
    ...ltvMetrics,
    ...revenueMetrics,
    ...disputeMetrics,
    ...purchaseMetrics,
    ...funnelMetrics,
    ...couponMetrics,
    ...acquisitionMetrics,
    ...partnerMetrics,
  }).map(([id, entry]) => [id, { id, ...entry }]),
);
