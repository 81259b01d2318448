'use client';

import { Stack, Text } from '@mantine/core';
import { AttributionSwitch, type OwnAttribution } from '@/components/attribution/attribution-switch';
import { OriginSwitch } from '@/components/attribution/origin-switch';
import type { PaybackReport as Report } from '@/lib/reports/load-payback';
import type { Dimension, ReportParams } from '@/lib/reports/types';
import { UnconvertedNote } from '../reports/unconverted-note';
import { PaybackCards } from './payback-cards';
import { PaybackCurve } from './payback-curve';
import { PaybackTable } from './payback-table';

interface PaybackReportProps {
  report: Report;
  params: ReportParams;
  by: Dimension;
  origins: readonly Dimension[];
  own: OwnAttribution;
}

/** What campaigns cost, and when it came back. */
export function PaybackReport({ report, params, by, origins, own }: PaybackReportProps) {
  const { whole, rows, unconverted } = report;
  return (
    <>
      <Stack gap="xs">
        <OriginSwitch value={by} origins={origins} />
        <AttributionSwitch own={own} />
      </Stack>
      {whole.spend === 0 && whole.people === 0 ? (
        <Text size="sm">
          Nothing was spent in these days, and nobody bought for the first time. Choose other days, or import spend
          below.
        </Text>
      ) : (
        <>
          <PaybackCards whole={whole} params={params} />
          <UnconvertedNote amounts={unconverted} />
          <PaybackCurve rows={rows} whole={whole} params={params} by={by} />
          <PaybackTable rows={rows} whole={whole} params={params} by={by} />
        </>
      )}
    </>
  );
}
