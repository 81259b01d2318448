import { Anchor, Code, Stack, Text } from '@mantine/core';
import type { Metadata } from 'next';
import { requireViewer } from '@/app/_session/require-viewer';
import { Section } from '@/components/admin/section';
import { EndpointCard } from '@/components/admin/webhooks/endpoint-card';
import { NewEndpointForm } from '@/components/admin/webhooks/new-endpoint-form';
import { roleAtLeast } from '@/lib/auth/roles';
import { loadEndpoints } from '@/lib/webhooks/load-endpoints';

export const metadata: Metadata = { title: 'Webhooks' };

export default async function WebhooksPage() {
  const { account, role } = await requireViewer();
  if (!roleAtLeast(role, 'admin')) {
    return (
      <Section title="Webhooks">
        <Text size="sm">Only admins and owners see and add webhook endpoints.</Text>
      </Section>
    );
  }
  const endpoints = await loadEndpoints(account.workspaceId);
  return (
    <Stack gap="md">
      <Section title="New endpoint" about="Tells another server of leads, sales and commissions as they happen.">
        <NewEndpointForm />
        <Text size="sm" c="dimmed" maw={720}>
          Messages are signed as{' '}
          <Anchor href="https://www.standardwebhooks.com" underline="always" size="sm">
            Standard Webhooks
          </Anchor>{' '}
          say, so that its libraries verify them with the secret. Answer with 2xx within 15 seconds; otherwise a message
          is sent again after 5 seconds, 5 and 30 minutes, 2, 5, 10 and 10 hours. It may arrive twice and in another
          order: <Code>webhook-id</Code> stays the same.
        </Text>
      </Section>
      {endpoints.map((endpoint) => (
        <EndpointCard key={endpoint.id} endpoint={endpoint} timeZone={account.timeZone} />
      ))}
    </Stack>
  );
}
