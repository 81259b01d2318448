'use client';

import type { MetricResult, MetricTotal } from '@/lib/reports/types';
import { useFormat } from '../format/use-format';
import type { ExplainTarget } from './explain/explain-target';
import { Figure } from './explain/figure';
import { RatioParts } from './ratio-parts';

interface FigureCellProps {
  result: MetricResult;
  figure: MetricTotal | undefined;
  name: string;
  /** Null for a sum of series, which no single explanation covers. */
  target: ExplainTarget | null;
}

/** A figure of a table that opens its explanation; a rate with what it is made of beside it. */
export function FigureCell({ result, figure, name, target }: FigureCellProps) {
  const format = useFormat(result);
  const text = format(figure?.value ?? null);
  return (
    <>
      {target ? (
        <Figure target={target} name={name}>
          {text}
        </Figure>
      ) : (
        text
      )}{' '}
      {figure && <RatioParts metric={result.metric} currency={result.currency} figure={figure} />}
    </>
  );
}
