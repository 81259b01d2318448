import type { Metadata } from 'next';
import { z } from 'zod';
import { storableText } from '@/app/_http/storable-text';
import { publicOrigin } from '@/app/_session/public-origin';
import { requireViewer } from '@/app/_session/require-viewer';
import { PageHeader } from '@/components/admin/page-header';
import { TextLink } from '@/components/admin/text-link';
import { LINKS } from '@/components/links/link-href';
import { daysOfRange, RANGES } from '@/components/links/link-ranges';
import { LinksList } from '@/components/links/links-list';
import { roleAtLeast } from '@/lib/auth/roles';
import { dayOf } from '@/lib/calendar/days';
import { linkQuery, listLinks } from '@/lib/links/list-links';
import { partnerChoices } from '@/lib/links/partner-choices';

export const metadata: Metadata = { title: 'Links' };

const ABOUT =
  'Short links that count their clicks, and what came of these: leads, sales and net revenue, as the reports credit them.';

const asked = z.object({
  search: z.string().max(500).transform(storableText).catch(''),
  range: z.enum(RANGES).catch('all'),
  archived: z.stringbool().catch(false),
  mode: z.enum(['live', 'test']).catch('live'),
});

export default async function LinksPage({ searchParams }: PageProps<'/attribution/links'>) {
  const { account, role } = await requireViewer();
  const view = asked.parse(await searchParams);
  const now = new Date();
  const today = dayOf(now, account.timeZone);
  const origin = await publicOrigin();
  const { search, mode, archived, range } = view;
  const query = linkQuery.parse({ search, mode, archived: String(archived), ...daysOfRange(range, today) });
  const [first, partners] = await Promise.all([listLinks(account, query, origin), partnerChoices(account.workspaceId)]);
  return (
    <>
      <PageHeader title="Links" about={ABOUT}>
        <TextLink href={`${LINKS}/joining`}>How clicks are joined to Stripe</TextLink>
      </PageHeader>
      <LinksList
        {...{ first, today, partners, origin }}
        asked={view}
        now={now.toISOString()}
        mayEdit={roleAtLeast(role, 'analyst')}
      />
    </>
  );
}
