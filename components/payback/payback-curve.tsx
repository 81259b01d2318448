'use client';

import { Select } from '@mantine/core';
import { useState } from 'react';
import type { PaybackRow } from '@/lib/reports/load-payback';
import type { Dimension, ReportParams } from '@/lib/reports/types';
import { ChartFrame } from '../charts/chart-frame';
import type { ChartSeries } from '../charts/chart-model';
import { LevelChart } from '../charts/level-chart';
import { useFormat } from '../format/use-format';
import { useExplain } from '../reports/explain/use-explain';
import { pointTarget, sliceOf } from '../reports/metric-target';
import { TableBox } from '../reports/table-box';
import { useCsvUrl } from '../reports/use-csv-url';
import { curveDays, sumsBy } from './curve-steps';

interface PaybackCurveProps {
  rows: readonly PaybackRow[];
  whole: PaybackRow;
  params: ReportParams;
  by: Dimension;
}

const ALL = 'all';
const TITLE = 'What came back by the day since the purchase';

/** Net revenue of a cohort day by day, against what was spent on it. */
export function PaybackCurve({ rows, whole, params, by }: PaybackCurveProps) {
  const [chosen, setChosen] = useState(ALL);
  const [, explain] = useExplain();
  const format = useFormat({ unit: 'money', currency: params.currency });
  const csvUrl = useCsvUrl();
  const shown = rows.find(({ key }) => `row ${key}` === chosen) ?? whole;
  const days = curveDays([shown]);
  const series: ChartSeries[] = [
    { key: 'net', label: 'Net revenue so far', color: 'var(--hw-accent)', values: sumsBy(shown.curve, days) },
    { key: 'spend', label: 'Spend', color: 'var(--mantine-color-orange-5)', values: days.map(() => shown.spend) },
  ];
  const slice = shown === whole ? undefined : sliceOf(by, shown.key);
  const range = { start: params.from, end: params.to };
  return (
    <div>
      <Select
        size="xs"
        w={240}
        mb="xs"
        aria-label="Whose curve"
        allowDeselect={false}
        value={chosen}
        onChange={(value) => setChosen(value ?? ALL)}
        data={[
          { value: ALL, label: 'All together' },
          ...rows.map(({ key, label }) => ({ value: `row ${key}`, label })),
        ]}
        comboboxProps={{ transitionProps: { duration: 0 } }}
      />
      <ChartFrame
        title={TITLE}
        note="Of everybody whose first purchase lies in these days, refunds and fees on their own day. The spend is paid back where the lines meet."
        legend={series}
        fileName={`payback-curve-${params.from}-${params.to}`}
        csv={[{ label: 'Payback (CSV)', href: csvUrl('payback') }]}
        chart={
          <LevelChart
            label={TITLE}
            timeless
            periods={days.map((day) => ({ key: String(day), label: `Day ${day}`, short: `D${day}`, partial: false }))}
            series={series}
            format={format}
            onSelect={(index) => explain({ ...pointTarget('roas', range, slice), day: days[index] ?? 0 })}
          />
        }
        table={
          <TableBox label={TITLE}>
            <thead>
              <tr>
                <th scope="col">Day</th>
                <th scope="col">Net revenue so far</th>
                <th scope="col">Spend</th>
              </tr>
            </thead>
            <tbody>
              {shown.curve.map(({ day, sum }) => (
                <tr key={day}>
                  <th scope="row">Day {day}</th>
                  <td>{format(sum)}</td>
                  <td>{format(shown.spend)}</td>
                </tr>
              ))}
            </tbody>
          </TableBox>
        }
      />
    </div>
  );
}
