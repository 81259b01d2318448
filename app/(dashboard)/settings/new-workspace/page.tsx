import { Text } from '@mantine/core';
import type { Metadata } from 'next';
import { requireViewer } from '@/app/_session/require-viewer';
import { currencyChoices, timeZoneChoices } from '@/components/admin/choices';
import { Section } from '@/components/admin/section';
import { NewWorkspaceForm } from '@/components/admin/settings/new-workspace-form';

export const metadata: Metadata = { title: 'New workspace' };

export default async function NewWorkspacePage() {
  const { account, role } = await requireViewer();
  return (
    <Section title="New workspace" about="Its data, members and keys are apart from every other workspace.">
      {role === 'owner' ? (
        <NewWorkspaceForm
          currencies={currencyChoices()}
          timeZones={timeZoneChoices()}
          currency={account.currency}
          timeZone={account.timeZone}
        />
      ) : (
        <Text size="sm">Only an owner makes another workspace.</Text>
      )}
    </Section>
  );
}
