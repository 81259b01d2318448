import type { Metadata } from 'next';
import { requireViewer } from '@/app/_session/require-viewer';
import { PageHeader } from '@/components/admin/page-header';
import { PartnersList } from '@/components/partners/partners-list';
import { roleAtLeast } from '@/lib/auth/roles';

export const metadata: Metadata = { title: 'Partners' };

const ABOUT =
  'Who brings customers for a share of what they pay. What is earned follows from the ledger: refunds are taken off, and every amount opens into its commissions.';

export default async function PartnersPage() {
  const { role } = await requireViewer();
  return (
    <>
      <PageHeader title="Partners" about={ABOUT} />
      <PartnersList mayEdit={roleAtLeast(role, 'admin')} />
    </>
  );
}
