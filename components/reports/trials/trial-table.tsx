'use client';

import type { MetricResult, MetricTotal, ReportParams } from '@/lib/reports/types';
import { formatPeriod, formatRange } from '../../format/format-period';
import { useFormat } from '../../format/use-format';
import type { ExplainTarget } from '../explain/explain-target';
import { Figure } from '../explain/figure';
import { pointTarget } from '../metric-target';
import { RatioParts } from '../ratio-parts';
import classes from '../table.module.css';
import { TableBox } from '../table-box';
import { maturedRate, stateCounts, type TrialDate, trialStates, trialsTarget } from './trial-states';

interface TrialTableProps {
  conversion: MetricResult;
  by: TrialDate;
  params: ReportParams;
}

/** Trials by the period they started or ended in, with what became of them. */
export function TrialTable({ conversion, by, params }: TrialTableProps) {
  const points = conversion.series[0]?.points ?? [];
  return (
    <TableBox label={by === 'start' ? 'Trials by the period they started in' : 'Trials by the period they ended in'}>
      <thead>
        <tr>
          <th scope="col">{by === 'start' ? 'Started in' : 'Ended in'}</th>
          <th scope="col">Trials</th>
          {trialStates(by).map(({ key, label }) => (
            <th key={key} scope="col">
              {label}
            </th>
          ))}
          <th scope="col">Of all</th>
          {by === 'start' && <th scope="col">Of matured</th>}
        </tr>
      </thead>
      <tbody>
        {points.toReversed().map((point) => (
          <Line
            key={point.start}
            name={formatPeriod(point.start, point.end, conversion.interval)}
            soFar={point.incomplete}
            figure={point}
            by={by}
          />
        ))}
      </tbody>
      <tfoot>
        <Line
          name={formatRange(params.from, params.to)}
          figure={{ ...conversion.total, start: params.from, end: params.to }}
          by={by}
        />
      </tfoot>
    </TableBox>
  );
}

interface LineProps {
  name: string;
  soFar?: boolean;
  figure: MetricTotal & { start: string; end: string };
  by: TrialDate;
}

function Line({ name, soFar, figure, by }: LineProps) {
  const count = useFormat({ unit: 'count', currency: '' });
  const counts = stateCounts(by, figure);
  const rate = pointTarget('trial-conversion', figure);
  return (
    <tr>
      <th scope="row">
        {name}
        {soFar && <span className={classes.aside}> so far</span>}
      </th>
      <td>
        <Figure target={trialsTarget(by, figure)} name={`trials ${by}ed, ${name}`}>
          {count(figure.denominator)}
        </Figure>
      </td>
      {trialStates(by).map(({ key, label }, at) => (
        <td key={key}>
          <Figure target={trialsTarget(by, figure, key)} name={`${label}, ${name}`}>
            {count(counts[at] ?? 0)}
          </Figure>
        </td>
      ))}
      <td>
        <Rate figure={figure} opens={{ target: rate, name: `conversion of all trials, ${name}` }} />
      </td>
      {by === 'start' && (
        <td>
          <Rate
            figure={maturedRate(figure)}
            opens={{ target: { ...rate, part: 'matured' }, name: `conversion of matured trials, ${name}` }}
          />
        </td>
      )}
    </tr>
  );
}

interface RateProps {
  figure: MetricTotal;
  opens: { target: ExplainTarget; name: string };
}

function Rate({ figure, opens }: RateProps) {
  const percent = useFormat({ unit: 'ratio', currency: '' });
  const text = percent(figure.value);
  return (
    <>
      <Figure {...opens}>{text}</Figure> <RatioParts metric="trial-conversion" currency="" figure={figure} />
    </>
  );
}
