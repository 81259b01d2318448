import { nothing } from '@/app/_http/mutation';
import { reader } from '@/app/_http/reader';
import { describeMetrics } from '@/lib/reports/describe-metric';

export const GET = reader(nothing, async ({ account }) => ({ json: { metrics: describeMetrics(account) } }));
