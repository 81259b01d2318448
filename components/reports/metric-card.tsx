'use client';

import Link from 'next/link';
import type { MetricResult, ReportParams } from '@/lib/reports/types';
import { Sparkline } from '../charts/sparkline';
import { formatRange } from '../format/format-period';
import { useFormat } from '../format/use-format';
import { Figure } from './explain/figure';
import { MetricChange } from './metric-change';
import { totalTarget } from './metric-target';
import { RatioParts } from './ratio-parts';
import classes from './report.module.css';

interface MetricCardProps {
  result: MetricResult;
  params: ReportParams;
  goodWhen: 'up' | 'down';
  /** The report the card opens; without one it is only a figure. */
  href?: string;
  /** Overrides the metric's own label where a setting must be named. */
  label?: string;
}

/** A figure at a glance: the card opens its report, the figure its explanation. */
export function MetricCard({ result, params, goodWhen, href, label = result.label }: MetricCardProps) {
  const format = useFormat(result);
  const points = result.series.length === 1 ? (result.series[0]?.points ?? []) : [];
  return (
    <div className={classes.card}>
      {href ? (
        <Link href={href} className={classes.cardLink}>
          {label}
        </Link>
      ) : (
        <span className={classes.cardLabel}>{label}</span>
      )}
      <span className={classes.raised}>
        <Figure
          className={classes.cardFigure}
          target={totalTarget(result, params)}
          name={`${label}, ${formatRange(params.from, params.to)}`}
        >
          {format(result.total.value)}
        </Figure>
      </span>
      <RatioParts metric={result.metric} currency={result.currency} figure={result.total} />
      <span className={classes.raised}>
        <MetricChange result={result} goodWhen={goodWhen} />
      </span>
      {points.length > 1 && <Sparkline values={points.slice(-12).map(({ value }) => value)} />}
    </div>
  );
}
