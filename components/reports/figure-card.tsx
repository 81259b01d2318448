'use client';

import Link from 'next/link';
import type { ReactNode } from 'react';
import type { MetricResult, MetricTotal } from '@/lib/reports/types';
import { Sparkline } from '../charts/sparkline';
import { useFormat } from '../format/use-format';
import type { ExplainTarget } from './explain/explain-target';
import { Figure } from './explain/figure';
import { RatioParts } from './ratio-parts';
import classes from './report.module.css';

interface FigureCardProps {
  label: string;
  /** The report the card opens; without one it is only a figure. */
  href?: string;
  result: Pick<MetricResult, 'metric' | 'unit' | 'currency'>;
  figure: MetricTotal;
  /** Left out for a figure derived from others beside it, which has no rows of its own. */
  target?: ExplainTarget;
  /** What the figure is, for those who hear it. */
  name: string;
  change?: ReactNode;
  spark?: (number | null)[];
}

/** A figure at a glance: the card opens its report, the figure its explanation. */
export function FigureCard({ label, href, result, figure, target, name, change, spark = [] }: FigureCardProps) {
  const format = useFormat(result);
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
        {target ? (
          <Figure className={classes.cardFigure} target={target} name={name}>
            {format(figure.value)}
          </Figure>
        ) : (
          <span className={classes.cardFigure}>{format(figure.value)}</span>
        )}
      </span>
      <RatioParts metric={result.metric} currency={result.currency} figure={figure} />
      <span className={classes.raised}>{change}</span>
      {spark.length > 1 && <Sparkline values={spark.slice(-12)} />}
    </div>
  );
}
