'use client';

import { Button, Group, Text } from '@mantine/core';
import { confirm } from '../confirm';
import { sendJson } from '../send-json';
import { useRefresh } from './use-action';

interface Props {
  connectionId: string;
  hasKey: boolean;
  endpointId: string | null;
}

/** The one thing that is ever written to Stripe, and only after a question. */
export function CreateEndpoint({ connectionId, hasKey, endpointId }: Props) {
  const refresh = useRefresh(connectionId);
  if (endpointId) {
    return <Text size="sm">{`Made by Headwater in Stripe: ${endpointId}. Its signing secret is stored.`}</Text>;
  }
  if (!hasKey) return null;
  const ask = () =>
    confirm({
      title: 'Create the endpoint in Stripe',
      text: 'Headwater will create one webhook endpoint in your Stripe account, with this URL and these event types, and keep its signing secret. It is the only thing Headwater ever writes to Stripe. The key needs “Webhook Endpoints: Write” for it; you can take that away afterwards.',
      action: 'Create the endpoint',
      danger: false,
      run: async () => {
        await sendJson('POST', `/api/internal/connections/${connectionId}/endpoint`);
        await refresh();
      },
    });
  return (
    <Group gap="xs">
      <Button size="xs" variant="default" onClick={ask}>
        Create the endpoint for me
      </Button>
      <Text size="xs" c="dimmed">
        Instead of the steps above. Asks before it writes.
      </Text>
    </Group>
  );
}
