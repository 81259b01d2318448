import type { Metadata } from 'next';
import { requireViewer } from '@/app/_session/require-viewer';
import { PageHeader } from '@/components/admin/page-header';
import { PayoutReport } from '@/components/partners/payout-report';
import { roleAtLeast } from '@/lib/auth/roles';

export const metadata: Metadata = { title: 'Payout' };

export default async function PayoutPage({ params }: PageProps<'/attribution/partners/payouts/[id]'>) {
  const { account, role } = await requireViewer();
  const { id } = await params;
  return (
    <>
      <PageHeader title="Payout" />
      <PayoutReport id={id} mayEdit={roleAtLeast(role, 'admin')} timeZone={account.timeZone} />
    </>
  );
}
