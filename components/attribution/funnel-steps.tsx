'use client';

import { Text } from '@mantine/core';
import type { MetricResult, ReportParams } from '@/lib/reports/types';
import { useFormat } from '../format/use-format';
import { Figure } from '../reports/explain/figure';
import { totalTarget } from '../reports/metric-target';
import classes from './attribution.module.css';
import { ratesOf } from './funnel-rates';
import { RateText } from './rate-text';

interface FunnelStepsProps {
  steps: readonly MetricResult[];
  params: ReportParams;
}

/** The steps as bars, each as long as it has of the largest. */
export function FunnelSteps({ steps, params }: FunnelStepsProps) {
  const format = useFormat({ unit: 'count', currency: params.currency });
  const counts = steps.map(({ total }) => total.value ?? 0);
  const rates = ratesOf(steps, counts);
  const labelOf = (metric: string) => steps.find((step) => step.metric === metric)?.label.toLowerCase();
  const most = Math.max(1, ...counts);
  return (
    <ol className={classes.steps} aria-label="Funnel">
      {steps.map((step, index) => (
        <li key={step.metric} className={classes.step}>
          <span className={classes.stepName}>{step.label}</span>
          <span className={classes.track}>
            <span className={classes.bar} style={{ width: `${((counts[index] ?? 0) / most) * 100}%` }} />
          </span>
          <Figure target={totalTarget(step, params)} name={step.label} className={classes.stepCount}>
            {format(step.total.value)}
          </Figure>
          <Text component="div" size="xs" c="dimmed" className={classes.stepRate}>
            {rates
              .filter(({ of }) => of === step.metric)
              .map((rate) => (
                <div key={rate.base}>
                  <RateText rate={rate} /> {labelOf(rate.base)}
                </div>
              ))}
            {step.metric === 'leads' && <Sources step={step} params={params} />}
            {step.metric === 'sales' && 'All payments, renewals as well'}
          </Text>
        </li>
      ))}
    </ol>
  );
}

/** Where leads come from, by the name of the part. */
const SOURCES: Record<string, string> = {
  manual: 'told by the app',
  trial: 'trials',
  checkout: 'Payment Links',
  customer: 'Stripe customers',
};

function Sources({ step, params }: { step: MetricResult; params: ReportParams }) {
  const format = useFormat({ unit: 'count', currency: params.currency });
  const parts = Object.entries(step.total.parts ?? {}).filter(([, count]) => count > 0);
  return parts.map(([part, count]) => (
    <div key={part}>
      <Figure target={{ ...totalTarget(step, params), part }} name={`Leads, ${SOURCES[part]}`}>
        {format(count)}
      </Figure>{' '}
      {SOURCES[part]}
    </div>
  ));
}
