import { Stack } from '@mantine/core';
import type { Metadata } from 'next';
import { requireViewer } from '@/app/_session/require-viewer';
import { Section } from '@/components/admin/section';
import { DefinitionsForm } from '@/components/admin/settings/definitions-form';
import { DefinitionsHistory } from '@/components/admin/settings/definitions-history';
import { TextLink } from '@/components/admin/text-link';
import { roleAtLeast } from '@/lib/auth/roles';
import { loadDefinitions } from '@/lib/workspace/load-definitions';

export const metadata: Metadata = { title: 'Definitions' };

export default async function DefinitionsPage() {
  const { account, role } = await requireViewer();
  const { definitions, version, history } = await loadDefinitions(account.workspaceId);
  return (
    <Stack gap="md">
      <Section
        title="Definitions"
        about={
          <>
            What counts, and how. A change computes every figure again from the stored events, of the past as well.{' '}
            <TextLink href="/how-we-calculate">Worked examples</TextLink> of each, and{' '}
            <TextLink href="/how-we-calculate#why-different">why other products show other figures</TextLink>.
          </>
        }
      >
        <DefinitionsForm
          key={`${account.workspaceId} ${version}`}
          saved={definitions}
          mayEdit={roleAtLeast(role, 'admin')}
        />
      </Section>
      <Section title="Versions">
        <DefinitionsHistory history={history} timeZone={account.timeZone} />
      </Section>
    </Stack>
  );
}
