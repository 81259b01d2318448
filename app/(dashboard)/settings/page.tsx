import { Stack } from '@mantine/core';
import type { Metadata } from 'next';
import { requireViewer } from '@/app/_session/require-viewer';
import { currencyChoices, timeZoneChoices } from '@/components/admin/choices';
import { Section } from '@/components/admin/section';
import { MetadataForm } from '@/components/admin/settings/metadata-form';
import { WorkspaceForm } from '@/components/admin/settings/workspace-form';
import { roleAtLeast } from '@/lib/auth/roles';
import { loadMetadataKeys } from '@/lib/workspace/load-metadata-keys';

export const metadata: Metadata = { title: 'Settings' };

export default async function SettingsPage() {
  const { account, workspaceName, role } = await requireViewer();
  const { workspaceId, currency, timeZone, weekStart, feeHandling, settingsVersion, metadataKeys } = account;
  const mayEdit = roleAtLeast(role, 'admin');
  return (
    <Stack gap="md">
      <Section title="Workspace" about={`Version ${settingsVersion} of the settings that decide a number.`}>
        <WorkspaceForm
          key={workspaceId}
          settings={{ name: workspaceName, currency, timeZone, weekStart, feeHandling }}
          currencies={currencyChoices()}
          timeZones={timeZoneChoices()}
          mayEdit={mayEdit}
        />
      </Section>
      <Section
        title="Metadata to report by"
        about="What your customers carry in Stripe's metadata, as breakdowns and filters of every report and of the API."
      >
        <MetadataForm
          key={`${workspaceId} ${metadataKeys.join()}`}
          chosen={metadataKeys}
          offered={await loadMetadataKeys(workspaceId, metadataKeys)}
          mayEdit={mayEdit}
        />
      </Section>
    </Stack>
  );
}
