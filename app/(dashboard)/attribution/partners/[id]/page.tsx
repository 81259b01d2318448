import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { storableText } from '@/app/_http/storable-text';
import { publicOrigin } from '@/app/_session/public-origin';
import { requireViewer } from '@/app/_session/require-viewer';
import { TextLink } from '@/components/admin/text-link';
import { PartnerLinksTable } from '@/components/partners/partner-links-table';
import { PartnerReport } from '@/components/partners/partner-report';
import { roleAtLeast } from '@/lib/auth/roles';
import { loadPartnerAccess } from '@/lib/partner-portal/load-partner-access';
import { loadPartnerLinks } from '@/lib/partner-portal/load-partner-links';
import { hasPartner } from '@/lib/partners/partners/save-partner';
import { listConnections } from '@/lib/workspace/list-connections';

export const metadata: Metadata = { title: 'Partner' };

export default async function PartnerPage({ params, searchParams }: PageProps<'/attribution/partners/[id]'>) {
  const { account, role } = await requireViewer();
  const id = storableText((await params).id);
  if (!(await hasPartner(account.workspaceId, id))) notFound();
  const mode = (await searchParams).mode === 'test' ? 'test' : 'live';
  const [access, links, sources] = await Promise.all([
    loadPartnerAccess(account.workspaceId, id),
    loadPartnerLinks(account, id, { mode, origin: await publicOrigin() }),
    listConnections(account.workspaceId),
  ]);
  return (
    <PartnerReport
      id={id}
      mayEdit={roleAtLeast(role, 'admin')}
      access={access}
      sources={sources.map((source) => ({ value: source.id, label: source.name }))}
      timeZone={account.timeZone}
    >
      <PartnerLinksTable links={links} mode={mode} />
      <TextLink href="/attribution/links">Make a link for a partner under Links</TextLink>
    </PartnerReport>
  );
}
