'use client';

import type { ReactNode } from 'react';
import { ChartFrame } from '../../charts/chart-frame';
import { Waterfall } from '../../charts/waterfall';
import type { FigureKind } from '../../format/format-figure';
import { useFormat } from '../../format/use-format';
import { useExplain } from '../explain/use-explain';
import type { BridgeStep, ComparedBridge } from './bridge-step';
import { BridgeTable } from './bridge-table';

interface BridgeChartProps {
  title: string;
  note?: ReactNode;
  kind: FigureKind;
  /** The days of the steps, in words. */
  range: string;
  steps: BridgeStep[];
  compared: ComparedBridge | null;
  csv: { label: string; href: string }[];
  fileName: string;
}

/** A bridge as a waterfall and, beside the days compared with, as a table. */
export function BridgeChart({ title, note, kind, range, steps, compared, csv, fileName }: BridgeChartProps) {
  const [, explain] = useExplain();
  const format = useFormat(kind);
  const label = `${title}, ${range}`;
  return (
    <ChartFrame
      title={label}
      note={note}
      legend={[]}
      csv={csv}
      fileName={fileName}
      chart={
        <Waterfall
          label={label}
          steps={steps}
          format={format}
          onSelect={(index) => {
            const step = steps[index];
            if (step) explain(step.target);
          }}
        />
      }
      table={<BridgeTable {...{ label, kind, range, steps, compared }} />}
    />
  );
}
