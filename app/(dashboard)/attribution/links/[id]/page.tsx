import { Stack } from '@mantine/core';
import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { storableText } from '@/app/_http/storable-text';
import { publicOrigin } from '@/app/_session/public-origin';
import { requireViewer } from '@/app/_session/require-viewer';
import { PageHeader } from '@/components/admin/page-header';
import { Section } from '@/components/admin/section';
import { TextLink } from '@/components/admin/text-link';
import { ClicksChart } from '@/components/links/clicks-chart';
import { LastClicksTable } from '@/components/links/last-clicks-table';
import { LinkDetail } from '@/components/links/link-detail';
import { LINKS } from '@/components/links/link-href';
import { roleAtLeast } from '@/lib/auth/roles';
import { lastClicks } from '@/lib/links/figures/last-clicks';
import { loadDailyClicks } from '@/lib/links/figures/load-daily-clicks';
import { withFigures } from '@/lib/links/list-links';
import { partnerChoices } from '@/lib/links/partner-choices';
import { findLink } from '@/lib/links/require-link';

export const metadata: Metadata = { title: 'Link' };

/** As many days as a chart shows at a glance. */
const DAYS = 60;

export default async function LinkPage({ params, searchParams }: PageProps<'/attribution/links/[id]'>) {
  const { account, role } = await requireViewer();
  const { workspaceId, timeZone, currency } = account;
  const row = await findLink(workspaceId, { id: storableText((await params).id) });
  if (!row) notFound();
  const mode = (await searchParams).mode === 'test' ? 'test' : 'live';
  const origin = await publicOrigin();
  const [[link], days, clicks, partners] = await Promise.all([
    withFigures(account, [row], { query: { mode }, origin }),
    loadDailyClicks(account, row.id, DAYS),
    lastClicks({ workspaceId, mode }, row.id),
    partnerChoices(workspaceId),
  ]);
  if (!link) notFound();
  return (
    <Stack gap="md">
      <PageHeader title={`/r/${link.slug}`} {...(link.title ? { about: link.title } : {})}>
        <TextLink href={mode === 'test' ? `${LINKS}?mode=test` : LINKS}>All links</TextLink>
      </PageHeader>
      <LinkDetail
        {...{ link, currency, timeZone, mode, partners, origin }}
        now={new Date().toISOString()}
        mayEdit={roleAtLeast(role, 'analyst')}
      />
      <ClicksChart slug={link.slug} days={days} />
      <Section title="Last clicks">
        <LastClicksTable {...{ clicks, mode, timeZone }} />
      </Section>
    </Stack>
  );
}
