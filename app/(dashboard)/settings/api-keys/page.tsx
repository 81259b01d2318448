import { Anchor, Stack, Text } from '@mantine/core';
import type { Metadata } from 'next';
import { requireViewer } from '@/app/_session/require-viewer';
import { Section } from '@/components/admin/section';
import { KeysTable } from '@/components/admin/settings/keys-table';
import { NewKeyForm } from '@/components/admin/settings/new-key-form';
import { roleAtLeast } from '@/lib/auth/roles';
import { loadApiKeys } from '@/lib/workspace/load-api-keys';

export const metadata: Metadata = { title: 'API keys' };

export default async function ApiKeysPage() {
  const { account, role } = await requireViewer();
  if (!roleAtLeast(role, 'admin')) {
    return (
      <Section title="API keys">
        <Text size="sm">Only admins and owners see and make API keys.</Text>
      </Section>
    );
  }
  const keys = await loadApiKeys(account.workspaceId);
  return (
    <Stack gap="md">
      <Section title="New API key" about="A secret key reads every report of this workspace over the REST API.">
        <NewKeyForm />
        <Text size="sm" mt="sm">
          What can be asked, and how:{' '}
          <Anchor href="/api/docs" underline="always">
            API documentation
          </Anchor>
        </Text>
      </Section>
      <Section title="API keys">
        {keys.length === 0 ? (
          <Text size="sm">There is none yet.</Text>
        ) : (
          <KeysTable keys={keys} timeZone={account.timeZone} />
        )}
      </Section>
    </Stack>
  );
}
