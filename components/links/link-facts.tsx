'use client';

import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { TextLink } from '@/components/admin/text-link';
import { useFormat } from '@/components/format/use-format';
import type { ListedLink } from '@/lib/links/link-shapes';
import type { Mode } from '@/lib/reports/types';
import { joinValues } from '@/lib/reports/value-list';
import classes from './links.module.css';

interface Props {
  link: ListedLink;
  currency: string;
  mode: Mode;
}

/** What a link brought of all time; the money leads to the report that has it by the day and the customer. */
export function LinkFacts({ link: { id, figures }, currency, mode }: Props) {
  const money = useFormat({ unit: 'money', currency });
  const count = useFormat({ unit: 'count', currency });
  const ratio = useFormat({ unit: 'ratio', currency });
  const share = figures.clicks === 0 ? null : figures.leads / figures.clicks;
  const filtered = new URLSearchParams({ 'filter[link]': joinValues([id]), mode });
  return (
    <div className={classes.facts}>
      <Fact label="Clicks" value={count(figures.clicks)} />
      <Fact label="Leads" value={count(figures.leads)}>
        {ratio(share)} of clicks
      </Fact>
      <Fact label="Paying customers" value={count(figures.conversions)}>
        among its leads
      </Fact>
      <Fact label="Sales" value={count(figures.sales)}>
        {money(figures.soldMinor)} sold
      </Fact>
      <Fact label="Net revenue" value={money(figures.netRevenueMinor)}>
        <TextLink href={`/revenue?${filtered}`} size="xs">
          How it is made up
        </TextLink>
      </Fact>
    </div>
  );
}

function Fact({ label, value, children }: { label: string; value: string; children?: ReactNode }) {
  return (
    <div className={classes.fact}>
      <Text size="sm" c="dimmed">
        {label}
      </Text>
      <div className={classes.figure}>{value}</div>
      <Text size="xs" c="dimmed" component="div">
        {children ?? '\u00a0'}
      </Text>
    </div>
  );
}
