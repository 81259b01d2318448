import { ReportSkeleton } from '@/components/reports/report-skeleton';

export default function Loading() {
  return <ReportSkeleton />;
}
