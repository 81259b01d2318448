import type { Metadata } from 'next';
import { requireViewer } from '@/app/_session/require-viewer';
import { PageHeader } from '@/components/admin/page-header';
import { PayoutsList } from '@/components/partners/payouts-list';
import { roleAtLeast } from '@/lib/auth/roles';

export const metadata: Metadata = { title: 'Payouts' };

const ABOUT = 'Headwater moves no money: a payout is a list, as CSV, of who is to be paid how much.';

export default async function PayoutsPage() {
  const { account, role } = await requireViewer();
  return (
    <>
      <PageHeader title="Payouts" about={ABOUT} />
      <PayoutsList mayEdit={roleAtLeast(role, 'admin')} timeZone={account.timeZone} />
    </>
  );
}
