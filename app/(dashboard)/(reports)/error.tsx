'use client';

import { ReportError } from '@/components/reports/report-error';

export default function DashboardError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return <ReportError error={error} retry={reset} />;
}
