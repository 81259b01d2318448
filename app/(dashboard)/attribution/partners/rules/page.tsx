import { Stack } from '@mantine/core';
import type { Metadata } from 'next';
import { requireViewer } from '@/app/_session/require-viewer';
import { currencyChoices } from '@/components/admin/choices';
import { PageHeader } from '@/components/admin/page-header';
import { Section } from '@/components/admin/section';
import { HoldingSettings } from '@/components/partners/holding-settings';
import { RulesList } from '@/components/partners/rules-list';
import { roleAtLeast } from '@/lib/auth/roles';

export const metadata: Metadata = { title: 'Reward rules' };

const ABOUT = 'What partners earn, for what and for how long. A changed rule is a new version: what it was is kept.';

export default async function RulesPage() {
  const { account, role } = await requireViewer();
  const mayEdit = roleAtLeast(role, 'admin');
  const { currency, timeZone } = account;
  return (
    <>
      <PageHeader title="Reward rules" about={ABOUT} />
      <Stack gap="md">
        <RulesList mayEdit={mayEdit} currency={currency} currencies={currencyChoices()} timeZone={timeZone} />
        <Section title="Approval">
          <HoldingSettings mayEdit={mayEdit} />
        </Section>
      </Stack>
    </>
  );
}
