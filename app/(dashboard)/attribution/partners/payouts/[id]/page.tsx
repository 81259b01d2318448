import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { storableText } from '@/app/_http/storable-text';
import { requireViewer } from '@/app/_session/require-viewer';
import { PageHeader } from '@/components/admin/page-header';
import { PayoutReport } from '@/components/partners/payout-report';
import { roleAtLeast } from '@/lib/auth/roles';
import { hasPayout } from '@/lib/partners/payouts/list-payouts';

export const metadata: Metadata = { title: 'Payout' };

export default async function PayoutPage({ params }: PageProps<'/attribution/partners/payouts/[id]'>) {
  const { account, role } = await requireViewer();
  const id = storableText((await params).id);
  if (!(await hasPayout(account.workspaceId, id))) notFound();
  return (
    <>
      <PageHeader title="Payout" />
      <PayoutReport id={id} mayEdit={roleAtLeast(role, 'admin')} timeZone={account.timeZone} />
    </>
  );
}
