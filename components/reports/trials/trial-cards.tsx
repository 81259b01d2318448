'use client';

import type { MetricResult, MetricTotal, ReportParams } from '@/lib/reports/types';
import { formatRange } from '../../format/format-period';
import { ChangeBadge } from '../change-badge';
import { FigureCard } from '../figure-card';
import { MetricCard } from '../metric-card';
import { totalTarget } from '../metric-target';
import classes from '../report.module.css';
import { maturedRate, type TrialDate, trialsTarget } from './trial-states';

interface TrialCardsProps {
  params: ReportParams;
  by: TrialDate;
  trials: MetricResult;
  conversion: MetricResult;
}

/** How many trials, and how many of them were converted. */
export function TrialCards({ params, by, trials, conversion }: TrialCardsProps) {
  if (by === 'end') {
    return (
      <div className={classes.cards}>
        <EndedCard conversion={conversion} params={params} />
        <MetricCard result={conversion} params={params} goodWhen="up" label="Converted, of trials that ended" />
        <MaturedCard by={by} conversion={conversion} params={params} />
      </div>
    );
  }
  return (
    <div className={classes.cards}>
      <MetricCard result={trials} params={params} goodWhen="up" label="Trials started" />
      <MetricCard result={conversion} params={params} goodWhen="up" label="Converted, of all trials" />
      <MaturedCard by={by} conversion={conversion} params={params} />
    </div>
  );
}

type DerivedProps = Pick<TrialCardsProps, 'conversion' | 'params'>;

function EndedCard({ conversion, params }: DerivedProps) {
  const { comparison } = conversion;
  const count = { metric: conversion.metric, unit: 'count', currency: conversion.currency } as const;
  const ended = ({ denominator }: MetricTotal): MetricTotal => ({
    value: denominator,
    numerator: null,
    denominator: null,
  });
  return (
    <FigureCard
      label="Trials ended"
      result={count}
      figure={ended(conversion.total)}
      target={trialsTarget('end', { start: params.from, end: params.to })}
      name={`trials ended, ${formatRange(params.from, params.to)}`}
      change={
        comparison && (
          <ChangeBadge
            value={conversion.total.denominator}
            base={comparison.total.denominator}
            kind={count}
            goodWhen="up"
            against={formatRange(comparison.from, comparison.to)}
          />
        )
      }
      spark={conversion.series[0]?.points.map(({ denominator }) => denominator)}
    />
  );
}

function MaturedCard({ by, conversion, params }: DerivedProps & Pick<TrialCardsProps, 'by'>) {
  const { comparison } = conversion;
  const matured = maturedRate(by, conversion.total);
  return (
    <FigureCard
      label="Converted, of matured trials"
      result={conversion}
      figure={matured}
      target={{ ...totalTarget(conversion, params), part: 'matured' }}
      name="conversion of matured trials"
      change={
        comparison && (
          <ChangeBadge
            value={matured.value}
            base={maturedRate(by, comparison.total).value}
            kind={conversion}
            goodWhen="up"
            against={formatRange(comparison.from, comparison.to)}
          />
        )
      }
      spark={conversion.series[0]?.points.map((point) => maturedRate(by, point).value)}
    />
  );
}
