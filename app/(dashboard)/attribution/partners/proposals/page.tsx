import type { Metadata } from 'next';
import { requireViewer } from '@/app/_session/require-viewer';
import { PageHeader } from '@/components/admin/page-header';
import { ProposalsList } from '@/components/partners/proposals-list';
import { roleAtLeast } from '@/lib/auth/roles';

export const metadata: Metadata = { title: 'Proposals' };

const ABOUT = 'Changes of commissions that were paid. Accepted, the difference is in the next payout.';

export default async function ProposalsPage() {
  const { account, role } = await requireViewer();
  return (
    <>
      <PageHeader title="Proposals" about={ABOUT} />
      <ProposalsList mayDecide={roleAtLeast(role, 'admin')} timeZone={account.timeZone} />
    </>
  );
}
