'use client';

import { Stack, Text } from '@mantine/core';
import type { Dimension, ReportParams } from '@/lib/reports/types';
import { TextLink } from '../admin/text-link';
import { EmptyReport, isEmpty } from '../reports/empty-report';
import { dimensionWord } from '../reports/filter-bar/dimensions';
import { Headline } from '../reports/headline';
import { MetricChart } from '../reports/metric-chart';
import { AttributionSwitch, type OwnAttribution } from './attribution-switch';
import { CampaignTable } from './campaign-table';
import type { OriginFigures } from './origin-rows';
import { OriginSwitch } from './origin-switch';

interface CampaignsReportProps {
  params: ReportParams;
  origin: Dimension;
  origins: readonly Dimension[];
  own: OwnAttribution;
  /** In the order of the table. */
  columns: readonly OriginFigures[];
}

export function CampaignsReport({ params, origin, origins, own, columns }: CampaignsReportProps) {
  const net = columns.find(({ result }) => result.metric === 'net-revenue')?.result;
  if (!net || isEmpty(...columns.map(({ result }) => result)))
    return <EmptyReport what="clicks, leads or revenue" mode={params.mode} />;
  return (
    <>
      <Headline result={net} params={params} goodWhen="up">
        <Text size="xs" c="dimmed">
          Whoever came without a click or a campaign that is known stands under “Direct / unknown”, so that everything
          adds up.{' '}
          <TextLink href="/attribution/links" inherit>
            Make links
          </TextLink>{' '}
          to know more.
        </Text>
      </Headline>
      <Stack gap="xs">
        <OriginSwitch value={origin} origins={origins} />
        <AttributionSwitch own={own} />
      </Stack>
      <MetricChart
        title={`Net revenue by ${dimensionWord(origin)}`}
        result={net}
        params={params}
        shape="bars"
        breakdown={origin}
      />
      <CampaignTable columns={columns} origin={origin} params={params} />
      <Text size="xs" c="dimmed">
        Clicks and leads count on the day they happened, by their own link. Trials, sales and revenue count on their own
        day, by the touches of the person before the first sale: money is split among them as the model says, and what
        cannot be split counts where most of the credit is.
      </Text>
    </>
  );
}
