'use client';

import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { formatInstant } from '@/components/format/format-instant';
import { isEmpty } from '@/components/reports/empty-report';
import { ExplainDrawer } from '@/components/reports/explain/explain-drawer';
import { MetricCard } from '@/components/reports/metric-card';
import { MetricChart } from '@/components/reports/metric-chart';
import { MovementChart } from '@/components/reports/mrr/movement-chart';
import { movementPeriods } from '@/components/reports/mrr/movement-periods';
import classes from '@/components/reports/report.module.css';
import { ReportScope } from '@/components/reports/report-scope';
import { UnconvertedNote } from '@/components/reports/unconverted-note';
import type { PersonDetail } from '@/lib/people/shapes';
import { PERSON } from '@/lib/reports/dimensions';
import type { MetricResult, ReportParams } from '@/lib/reports/types';
import { joinValues } from '@/lib/reports/value-list';

export interface PersonFigures {
  mrr: MetricResult;
  net: MetricResult;
  purchases: MetricResult;
  refunds: MetricResult;
  /** In the order of MOVEMENTS. */
  movements: MetricResult[];
  reconstructed: MetricResult;
}

interface Props {
  person: PersonDetail;
  figures: PersonFigures;
  params: ReportParams;
  timeZone: string;
}

/** What a person comes to, by the very metrics of the reports: each figure opens the rows that sum to it. */
export function PersonReport({ person, figures, params, timeZone }: Props) {
  const { mrr, net, purchases, refunds, movements, reconstructed } = figures;
  const scope = {
    ...{ from: params.from, to: params.to, interval: params.interval, compare: 'none' },
    [`filter[${PERSON}]`]: joinValues([person.id]),
  };
  const href = (path: string) => `${path}?${new URLSearchParams({ ...scope, mode: params.mode })}`;
  const instant = (at: string | null) => (at ? formatInstant(at, timeZone) : '–');
  return (
    <ReportScope params={scope}>
      <div className={classes.cards}>
        <MetricCard result={mrr} params={params} goodWhen="up" label="MRR now" href={href('/mrr')} />
        <MetricCard
          result={net}
          params={params}
          goodWhen="up"
          label="Net revenue of all time"
          href={href('/revenue')}
        />
        <MetricCard result={purchases} params={params} goodWhen="up" label="Purchases" />
        <MetricCard result={refunds} params={params} goodWhen="down" label="Refunds" href={href('/refunds')} />
        <Fact label="First seen">{instant(person.firstSeenAt)}</Fact>
        <Fact label="Last purchase">{instant(person.lastPurchaseAt)}</Fact>
      </div>
      <UnconvertedNote amounts={net.unconverted} />
      {isEmpty(mrr, ...movements) ? (
        <Text size="sm" c="dimmed">
          No subscription of this person has ever counted in MRR.
        </Text>
      ) : (
        <div className={classes.split}>
          <MetricChart
            title="MRR history"
            result={mrr}
            params={params}
            shape="level"
            breakdown={null}
            reconstructed={reconstructed}
          />
          <MovementChart mrr={mrr} periods={movementPeriods(mrr, movements)} {...{ params, reconstructed }} />
        </div>
      )}
      <ExplainDrawer />
    </ReportScope>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={classes.card}>
      <span className={classes.cardLabel}>{label}</span>
      <Text size="sm" fw={500} lh="28px">
        {children}
      </Text>
    </div>
  );
}
