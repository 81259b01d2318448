'use client';

import { Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { MetricResult, ReportParams } from '@/lib/reports/types';
import { formatRange } from '../format/format-period';
import { useFormat } from '../format/use-format';
import { Figure } from './explain/figure';
import { MetricChange } from './metric-change';
import { totalTarget } from './metric-target';
import { RatioParts } from './ratio-parts';
import classes from './report.module.css';
import { UnconvertedNote } from './unconverted-note';

interface HeadlineProps {
  result: MetricResult;
  params: ReportParams;
  goodWhen: 'up' | 'down';
  label?: string;
  /** What the figure is made of. */
  children?: ReactNode;
}

/** The one figure a report is about. */
export function Headline({ result, params, goodWhen, label = result.label, children }: HeadlineProps) {
  const format = useFormat(result);
  return (
    <div>
      <Text size="sm" c="dimmed">
        {label}
      </Text>
      <Group gap="sm" align="baseline">
        <Figure
          className={classes.headline}
          target={totalTarget(result, params)}
          name={`${label}, ${formatRange(params.from, params.to)}`}
        >
          {format(result.total.value)}
        </Figure>
        <RatioParts metric={result.metric} currency={result.currency} figure={result.total} />
        <MetricChange result={result} goodWhen={goodWhen} />
      </Group>
      {children}
      <UnconvertedNote amounts={result.unconverted} />
    </div>
  );
}
