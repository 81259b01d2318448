import { nothing } from '@/app/_http/mutation';
import { query } from '@/app/_http/query';
import { conversionQuery, loadConversions } from '@/lib/reports/load-conversions';
import { parseReportParams } from '@/lib/reports/report-params';

export const GET = query(nothing, ({ viewer: { account }, search }) => {
  const asked = Object.fromEntries(search);
  return loadConversions(account, parseReportParams(account, asked), conversionQuery.parse(asked));
});
