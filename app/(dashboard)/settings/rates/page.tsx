import { Stack, Text } from '@mantine/core';
import type { Metadata } from 'next';
import { requireViewer } from '@/app/_session/require-viewer';
import { Section } from '@/components/admin/section';
import { RatesForm } from '@/components/admin/settings/rates-form';
import { RatesTable } from '@/components/admin/settings/rates-table';
import { roleAtLeast } from '@/lib/auth/roles';
import { loadRates } from '@/lib/workspace/load-rates';

export const metadata: Metadata = { title: 'Exchange rates' };

export default async function RatesPage() {
  const { account, role } = await requireViewer();
  const rates = await loadRates(account.workspaceId);
  return (
    <Stack gap="md">
      {roleAtLeast(role, 'admin') && (
        <Section
          title="Import rates"
          about="An amount is converted with a rate stored for its day, never with a guess: until one is there it is shown as unconverted."
        >
          <RatesForm />
        </Section>
      )}
      <Section title="Latest rates">
        {rates.length === 0 ? <Text size="sm">No rate is stored yet.</Text> : <RatesTable rates={rates} />}
      </Section>
    </Stack>
  );
}
