import { type RawParams, reportQuery } from '@/components/reports/report-query';
import { AppError } from '@/lib/errors';
import { parseReportParams } from '@/lib/reports/report-params';
import type { Account, ReportParams } from '@/lib/reports/types';

export interface ReadReport {
  params: ReportParams;
  /** Why the address could not be followed; the defaults are shown instead. */
  problem?: string;
}

/** The report an address asks for. A link that asks for the impossible says so and shows the default report. */
export function readReport(account: Account, raw: RawParams): ReadReport {
  try {
    return { params: parseReportParams(account, reportQuery(raw)) };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { params: parseReportParams(account, reportQuery({ mode: raw.mode })), problem: error.message };
  }
}
