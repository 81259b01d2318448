import type { Metadata } from 'next';
import { requireViewer } from '@/app/_session/require-viewer';
import { PageHeader } from '@/components/admin/page-header';
import { CommissionList } from '@/components/partners/commission-list';
import { roleAtLeast } from '@/lib/auth/roles';

export const metadata: Metadata = { title: 'Commissions' };

const ABOUT =
  'One for each sale or lead, partner and rule. A commission is approved after its holding period; of one that is paid, a refund is taken back with the next payout.';

export default async function CommissionsPage() {
  const { account, role } = await requireViewer();
  return (
    <>
      <PageHeader title="Commissions" about={ABOUT} />
      <CommissionList mayDecide={roleAtLeast(role, 'admin')} timeZone={account.timeZone} />
    </>
  );
}
