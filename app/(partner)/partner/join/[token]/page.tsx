import { Text } from '@mantine/core';
import type { Metadata } from 'next';
import { Entrance } from '@/components/admin/entrance';
import { OpenPartnerPage } from '@/components/partners/page/open-partner-page';
import { findPartnerInvitation } from '@/lib/partner-portal/open-partner-session';

export const metadata: Metadata = { title: 'Partner page' };

export default async function JoinPartnerPage({ params }: PageProps<'/partner/join/[token]'>) {
  const { token } = await params;
  const invitation = await findPartnerInvitation(token);
  if (!invitation) {
    return (
      <Entrance title="This link cannot be used">
        <Text size="sm">It was used, withdrawn or is older than 7 days. Ask whoever sent it for a new link.</Text>
      </Entrance>
    );
  }
  const { partnerName, workspaceName } = invitation;
  return (
    <Entrance
      title={`${partnerName} at ${workspaceName}`}
      about="Your links, what they brought, and what you earned. The link works once, in this browser."
    >
      <OpenPartnerPage token={token} />
    </Entrance>
  );
}
