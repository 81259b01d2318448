'use client';

import type { MetricResult, MetricTotal, ReportParams } from '@/lib/reports/types';
import { useFormat } from '../../format/use-format';
import type { ExplainTarget } from '../explain/explain-target';
import { Figure } from '../explain/figure';
import { pointTarget } from '../metric-target';
import { type Column, PeriodLines, type Span } from '../period-lines';
import { RatioParts } from '../ratio-parts';
import { maturedRate, stateCounts, type TrialDate, trialStates, trialsTarget } from './trial-states';

interface TrialTableProps {
  conversion: MetricResult;
  by: TrialDate;
  params: ReportParams;
}

type Line = MetricTotal & Span;

/** Trials by the period they started or ended in, with what became of them. */
export function TrialTable({ conversion, by, params }: TrialTableProps) {
  const count = useFormat({ unit: 'count', currency: '' });
  const states = trialStates(by).map(
    ({ key, label }, at): Column<Line> => ({
      key,
      label,
      cell: (line, name) => (
        <Figure target={trialsTarget(by, line, key)} name={`${label}, ${name}`}>
          {count(stateCounts(by, line)[at] ?? 0)}
        </Figure>
      ),
    }),
  );
  const columns: Column<Line>[] = [
    {
      key: 'trials',
      label: 'Trials',
      cell: (line, name) => (
        <Figure target={trialsTarget(by, line)} name={`trials ${by}ed, ${name}`}>
          {count(line.denominator)}
        </Figure>
      ),
    },
    ...states,
    {
      key: 'all',
      label: 'Of all',
      cell: (line, name) => <Rate figure={line} target={rateTarget(line)} name={`conversion of all trials, ${name}`} />,
    },
    {
      key: 'matured',
      label: 'Of matured',
      cell: (line, name) => (
        <Rate
          figure={maturedRate(by, line)}
          target={{ ...rateTarget(line), part: 'matured' }}
          name={`conversion of matured trials, ${name}`}
        />
      ),
    },
  ];
  return (
    <PeriodLines
      label={by === 'start' ? 'Trials by the period they started in' : 'Trials by the period they ended in'}
      periods={by === 'start' ? 'Started in' : 'Ended in'}
      interval={conversion.interval}
      columns={columns}
      lines={conversion.series[0]?.points ?? []}
      whole={{ ...conversion.total, start: params.from, end: params.to }}
    />
  );
}

const rateTarget = (line: Line) => pointTarget('trial-conversion', line);

interface RateProps {
  figure: MetricTotal;
  target: ExplainTarget;
  name: string;
}

function Rate({ figure, target, name }: RateProps) {
  const percent = useFormat({ unit: 'ratio', currency: '' });
  return (
    <>
      <Figure target={target} name={name}>
        {percent(figure.value)}
      </Figure>{' '}
      <RatioParts metric="trial-conversion" currency="" figure={figure} />
    </>
  );
}
