import { Anchor, List, ListItem, Stack, Text } from '@mantine/core';
import type { ConnectionDetail } from '@/lib/workspace/load-connections';
import { CopyField } from '../copy-field';
import { CreateEndpoint } from './create-endpoint';
import { EventTypeList } from './event-type-list';
import { SigningSecrets } from './signing-secrets';

interface Props {
  source: ConnectionDetail;
  origin: string;
  eventTypes: readonly string[];
  mayEdit: boolean;
  timeZone: string;
}

/** The address Stripe sends events to, how to tell Stripe, and the secrets that prove who sent them. */
export function WebhookStep({ source, origin, eventTypes, mayEdit, timeZone }: Props) {
  return (
    <Stack gap="sm">
      <Instructions />
      <CopyField label="Webhook URL" value={`${origin}/api/webhooks/stripe/${source.id}`} />
      <EventTypeList types={eventTypes} />
      {mayEdit && (
        <CreateEndpoint
          connectionId={source.id}
          hasKey={source.apiKeyMode !== null}
          endpointId={source.webhookEndpointId}
        />
      )}
      <Text size="sm" c="dimmed">
        Without its signing secret every delivery is refused. While you roll it, keep the old one and the new one.
      </Text>
      <SigningSecrets connectionId={source.id} secrets={source.secrets} mayEdit={mayEdit} timeZone={timeZone} />
    </Stack>
  );
}

function Instructions() {
  return (
    <List type="ordered" size="sm">
      <ListItem>
        In Stripe, open{' '}
        <Anchor
          size="sm"
          underline="always"
          href="https://dashboard.stripe.com/webhooks"
          target="_blank"
          rel="noreferrer"
        >
          Developers → Event destinations
        </Anchor>{' '}
        and choose “Add endpoint”.
      </ListItem>
      <ListItem>Paste the webhook URL, select the event types below, and save.</ListItem>
      <ListItem>Reveal the signing secret there and paste it here.</ListItem>
    </List>
  );
}
