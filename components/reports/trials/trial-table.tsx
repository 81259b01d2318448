'use client';

import { Title } from '@mantine/core';
import type { MetricResult, MetricTotal, ReportParams } from '@/lib/reports/types';
import { formatPeriod, formatRange } from '../../format/format-period';
import { useFormat } from '../../format/use-format';
import type { ExplainTarget } from '../explain/explain-target';
import { Figure } from '../explain/figure';
import { pointTarget, totalTarget } from '../metric-target';
import { RatioParts } from '../ratio-parts';
import classes from '../table.module.css';
import { TableBox } from '../table-box';
import { maturedRate, stateCounts, TRIAL_STATES } from './trial-states';

interface TrialTableProps {
  conversion: MetricResult;
  params: ReportParams;
  /** Leaves the heading out where the table stands in for a titled chart. */
  bare?: boolean;
}

/** Trials by the period they started in, with what became of them. */
export function TrialTable({ conversion, params, bare = false }: TrialTableProps) {
  const points = conversion.series[0]?.points ?? [];
  return (
    <section>
      {!bare && (
        <Title order={2} mb={8}>
          Cohorts by start
        </Title>
      )}
      <TableBox label="Trials by the period they started in">
        <thead>
          <tr>
            <th scope="col">Started in</th>
            <th scope="col">Trials</th>
            {TRIAL_STATES.map(({ key, label }) => (
              <th key={key} scope="col">
                {label}
              </th>
            ))}
            <th scope="col">Of all</th>
            <th scope="col">Of matured</th>
          </tr>
        </thead>
        <tbody>
          {points.toReversed().map((point) => (
            <Line
              key={point.start}
              name={formatPeriod(point.start, point.end, conversion.interval)}
              soFar={point.incomplete}
              figure={point}
              targets={{ trials: pointTarget('trials', point), rate: pointTarget('trial-conversion', point) }}
            />
          ))}
        </tbody>
        <tfoot>
          <Line
            name={formatRange(params.from, params.to)}
            figure={conversion.total}
            targets={{
              trials: { metric: 'trials', start: params.from, end: params.to },
              rate: totalTarget(conversion, params),
            }}
          />
        </tfoot>
      </TableBox>
    </section>
  );
}

interface LineProps {
  name: string;
  soFar?: boolean;
  figure: MetricTotal;
  targets: { trials: ExplainTarget; rate: ExplainTarget };
}

function Line({ name, soFar, figure, targets }: LineProps) {
  const count = useFormat({ unit: 'count', currency: '' });
  const states = stateCounts(figure);
  return (
    <tr>
      <th scope="row">
        {name}
        {soFar && <span className={classes.aside}> so far</span>}
      </th>
      <td>
        <Figure target={targets.trials} name={`trials started, ${name}`}>
          {count(figure.denominator)}
        </Figure>
      </td>
      {TRIAL_STATES.map(({ key, label }, at) => (
        <td key={key}>
          <Figure target={{ ...targets.trials, part: key }} name={`${label}, ${name}`}>
            {count(states[at] ?? 0)}
          </Figure>
        </td>
      ))}
      <td>
        <Rate figure={figure} opens={{ target: targets.rate, name: `conversion of all trials, ${name}` }} />
      </td>
      <td>
        <Rate
          figure={maturedRate(figure)}
          opens={{ target: { ...targets.rate, part: 'matured' }, name: `conversion of matured trials, ${name}` }}
        />
      </td>
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
