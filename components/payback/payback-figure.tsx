'use client';

import { Text } from '@mantine/core';
import type { PaybackRow } from '@/lib/reports/load-payback';
import type { ReportParams } from '@/lib/reports/types';
import { useFormat } from '../format/use-format';
import { Figure } from '../reports/explain/figure';
import { pointTarget, type Slice } from '../reports/metric-target';
import { paybackNote, paybackText } from './payback-words';

interface PaybackFigureProps {
  row: PaybackRow;
  params: ReportParams;
  slice?: Slice;
  className?: string;
}

/** The day on which the spend was back, or how much of it is; opens the money on both sides. */
export function PaybackFigure({ row, params, slice, className }: PaybackFigureProps) {
  const percent = useFormat({ unit: 'ratio', currency: params.currency });
  const note = paybackNote(row);
  return (
    <>
      <Figure
        className={className}
        target={pointTarget('payback', { start: params.from, end: params.to }, slice)}
        name={`payback, ${row.label}`}
      >
        {paybackText(row, percent)}
      </Figure>
      {note && (
        <Text size="xs" c="dimmed">
          {note}
        </Text>
      )}
    </>
  );
}
