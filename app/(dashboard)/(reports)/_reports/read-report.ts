import { type RawParams, reportQuery } from '@/components/reports/report-query';
import { AppError } from '@/lib/errors';
import { canFilterBy } from '@/lib/reports/dimensions';
import { parseReportParams } from '@/lib/reports/report-params';
import type { Account, Dimension, ReportParams } from '@/lib/reports/types';

export interface ReadReport {
  params: ReportParams;
  /** What of the address could not be followed; the rest is shown. */
  problem?: string;
}

/** The report an address asks for, of figures that have these dimensions. What it cannot follow it leaves out and says. */
export function readReport(account: Account, raw: RawParams, dimensions: readonly Dimension[]): ReadReport {
  const { params, problem } = parse(account, raw);
  const filters = params.filters.filter(({ dimension }) => canFilterBy(dimensions, dimension));
  const breakdown = params.breakdown && dimensions.includes(params.breakdown) ? params.breakdown : null;
  const lost = filters.length < params.filters.length || breakdown !== params.breakdown;
  return {
    params: { ...params, filters, breakdown },
    problem:
      problem ?? (lost ? 'The figures here do not have the dimension the link filters or breaks down by.' : undefined),
  };
}

function parse(account: Account, raw: RawParams): ReadReport {
  try {
    return { params: parseReportParams(account, reportQuery(raw)) };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return {
      params: parseReportParams(account, reportQuery({})),
      problem: `${error.message} The default view is shown.`,
    };
  }
}
