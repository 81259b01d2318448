'use client';

import { SimpleGrid } from '@mantine/core';
import type { PaybackRow } from '@/lib/reports/load-payback';
import type { MetricTotal, ReportParams } from '@/lib/reports/types';
import { FigureCard } from '../reports/figure-card';
import { pointTarget } from '../reports/metric-target';
import classes from '../reports/report.module.css';
import { PaybackFigure } from './payback-figure';

interface PaybackCardsProps {
  whole: PaybackRow;
  params: ReportParams;
}

const SHOWN_DAY = 90;

/** All campaigns together. */
export function PaybackCards({ whole, params }: PaybackCardsProps) {
  const { currency, from, to } = params;
  const range = { start: from, end: to };
  const ratio = (numerator: number, denominator: number, value: number | null): MetricTotal => ({
    ...{ value, numerator, denominator },
  });
  const roas = whole.roas.find(({ day }) => day === SHOWN_DAY)?.value ?? null;
  return (
    <SimpleGrid cols={{ base: 2, md: 4 }} spacing="sm">
      <FigureCard
        label="Spend"
        result={{ metric: 'cac', unit: 'money', currency }}
        figure={{ value: whole.spend, numerator: null, denominator: null }}
        target={pointTarget('cac', range)}
        name="spend"
      />
      <FigureCard
        label="CAC"
        result={{ metric: 'cac', unit: 'money', currency }}
        figure={ratio(whole.spend, whole.people, whole.cac)}
        target={pointTarget('cac', range)}
        name="CAC"
      />
      <FigureCard
        label={`ROAS at ${SHOWN_DAY} days`}
        result={{ metric: 'roas', unit: 'ratio', currency }}
        figure={{ value: roas, numerator: null, denominator: null }}
        target={{ ...pointTarget('roas', range), day: SHOWN_DAY }}
        name={`ROAS at ${SHOWN_DAY} days`}
      />
      <div className={classes.card}>
        <span className={classes.cardLabel}>Payback</span>
        <PaybackFigure row={whole} params={params} className={classes.cardFigure} />
      </div>
    </SimpleGrid>
  );
}
