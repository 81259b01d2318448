import { z } from 'zod';
import { reader } from '@/app/_http/reader';
import { loadMetricRows } from '@/lib/reports/load-rows';
import { parsePoint } from '@/lib/reports/parse-point';
import { parseReportParams } from '@/lib/reports/report-params';
import { rowsCsv } from '@/lib/reports/to-csv';

const params = z.object({ metric: z.string() });

export const GET = reader(params, async ({ account, params: { metric }, search, wantsCsv }) => {
  const point = parsePoint(search);
  const report = parseReportParams(account, { ...search, from: point.start, to: point.end });
  const result = await loadMetricRows(account, metric, report, point);
  return wantsCsv ? { csv: rowsCsv(result), fileName: `${metric}-rows.csv` } : { json: result };
});
