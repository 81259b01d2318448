import { Stack, Text } from '@mantine/core';
import type { Metadata } from 'next';
import { requireViewer } from '@/app/_session/require-viewer';
import { Section } from '@/components/admin/section';
import { RatesForm } from '@/components/admin/settings/rates-form';
import { RatesStatus } from '@/components/admin/settings/rates-status';
import { RatesTable } from '@/components/admin/settings/rates-table';
import { RatesUnconverted } from '@/components/admin/settings/rates-unconverted';
import { roleAtLeast } from '@/lib/auth/roles';
import { dayOf } from '@/lib/calendar/days';
import { loadRateStatus } from '@/lib/fx/load-rate-status';
import { loadUnconverted } from '@/lib/fx/load-unconverted';
import { loadRates } from '@/lib/workspace/load-rates';

export const metadata: Metadata = { title: 'Exchange rates' };

export default async function RatesPage() {
  const { account, role } = await requireViewer();
  const { workspaceId, currency, timeZone } = account;
  const mayEdit = roleAtLeast(role, 'admin');
  const [rates, status, waiting] = await Promise.all([
    loadRates(workspaceId),
    loadRateStatus(workspaceId),
    loadUnconverted(workspaceId, currency, dayOf(new Date(), timeZone)),
  ]);
  return (
    <Stack gap="md">
      <Section title="Daily rates" about="The reference rates of the European Central Bank.">
        <RatesStatus status={status} timeZone={timeZone} mayEdit={mayEdit} />
      </Section>
      <Section
        title="Waiting for a rate"
        about="An amount is converted with a rate stored for its day, or for one of the seven days before it, and never with a guess. Until there is one it stands beside every figure in its own currency."
      >
        <RatesUnconverted waiting={waiting} currency={currency} />
      </Section>
      {mayEdit && (
        <Section
          title="Import rates"
          about="Your own rates go before the daily ones. What waited for them is converted at once."
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
