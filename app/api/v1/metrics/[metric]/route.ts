import { z } from 'zod';
import { reader } from '@/app/_http/reader';
import { loadMetric } from '@/lib/reports/load-metric';
import { parseReportParams } from '@/lib/reports/report-params';
import { metricCsv } from '@/lib/reports/to-csv';

const params = z.object({ metric: z.string() });

export const GET = reader(params, async ({ account, params: { metric }, search, wantsCsv }) => {
  const result = await loadMetric(account, metric, parseReportParams(account, search));
  return wantsCsv ? { csv: metricCsv(result), fileName: `${metric}.csv` } : { json: result };
});
