import { Text } from '@mantine/core';
import type { Metadata } from 'next';
import { findPartnerViewer } from '@/app/_session/find-partner-viewer';
import { publicOrigin } from '@/app/_session/public-origin';
import { Entrance } from '@/components/admin/entrance';
import { PartnerPageReport } from '@/components/partners/page/partner-page-report';
import { AppError } from '@/lib/errors';
import { loadPartnerPage } from '@/lib/partner-portal/load-partner-page';

export const metadata: Metadata = { title: 'Your partner page' };

export default async function PartnerPage({ searchParams }: PageProps<'/partner'>) {
  const viewer = await findPartnerViewer();
  if (!viewer) {
    return (
      <Entrance title="Your partner page is closed">
        <Text size="sm">Open it with the link you were sent. Each works once, for 7 days; ask for a new one.</Text>
      </Entrance>
    );
  }
  const { before } = await searchParams;
  const origin = await publicOrigin();
  const load = (cursor: string | undefined) => loadPartnerPage(viewer, { cursor, origin });
  const page = await load(typeof before === 'string' ? before : undefined).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'bad_request') return load(undefined); // an address that was cut off
    throw error;
  });
  return <PartnerPageReport page={page} />;
}
