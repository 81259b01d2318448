import type { Metadata } from 'next';
import { requireViewer } from '@/app/_session/require-viewer';
import { currencyChoices, timeZoneChoices } from '@/components/admin/choices';
import { Section } from '@/components/admin/section';
import { WorkspaceForm } from '@/components/admin/settings/workspace-form';
import { roleAtLeast } from '@/lib/auth/roles';

export const metadata: Metadata = { title: 'Settings' };

export default async function SettingsPage() {
  const { account, workspaceName, role } = await requireViewer();
  const { workspaceId, currency, timeZone, weekStart, feeHandling, settingsVersion } = account;
  return (
    <Section title="Workspace" about={`Version ${settingsVersion} of the settings that decide a number.`}>
      <WorkspaceForm
        key={workspaceId}
        settings={{ name: workspaceName, currency, timeZone, weekStart, feeHandling }}
        currencies={currencyChoices()}
        timeZones={timeZoneChoices()}
        mayEdit={roleAtLeast(role, 'admin')}
      />
    </Section>
  );
}
