'use client';

import { Alert, Badge, Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { formatInstant } from '@/components/format/format-instant';
import type { EndpointRow } from '@/lib/webhooks/load-endpoints';
import { Section } from '../section';
import { EditEndpoint } from './edit-endpoint';
import { EndpointActions } from './endpoint-actions';
import { MessageLog } from './message-log';
import { SecretNote } from './secret-note';

type Panel = 'edit' | 'messages' | null;

/** One address that is told, and everything there is to do with it. */
export function EndpointCard({ endpoint, timeZone }: { endpoint: EndpointRow; timeZone: string }) {
  const { id, url, description, types, enabled, disabledReason, failingSince, secretHint, previousUntil } = endpoint;
  const [panel, setPanel] = useState<Panel>(null);
  const [secret, setSecret] = useState<string | null>(null);
  const toggle = (which: Panel) => setPanel(panel === which ? null : which);
  return (
    <Section title={url} order={2} about={[description, types.join(', ')].filter(Boolean).join(' · ')}>
      <Group gap="xs">
        <Badge variant="light" color={enabled ? 'accent' : 'gray'} tt="none">
          {enabled ? 'on' : 'off'}
        </Badge>
        {url.startsWith('http:') && (
          <Badge variant="light" color="yellow" tt="none" autoContrast>
            http: not encrypted on the way
          </Badge>
        )}
        <Text size="sm" c="dimmed">
          Secret <span style={{ fontFamily: 'var(--mantine-font-family-monospace)' }}>{secretHint}</span>
          {previousUntil && `; the one before signs as well until ${formatInstant(previousUntil, timeZone)}`}
        </Text>
      </Group>
      {!enabled && (
        <Text size="sm">
          {disabledReason ? `Switched off: ${disabledReason}` : 'Switched off.'} What happens meanwhile is not told;
          what waited is sent when it is switched on.
        </Text>
      )}
      {enabled && failingSince && (
        <Alert color="yellow" variant="light" py="xs">
          Nothing has come through since {formatInstant(failingSince, timeZone)}. After five days it is switched off.
        </Alert>
      )}
      <EndpointActions endpoint={endpoint} onSecret={setSecret} onSent={() => setPanel('messages')} />
      {secret && <SecretNote secret={secret} about="Shown only now. The one before signs as well for 24 hours." />}
      <Group gap="xs">
        <Button
          size="compact-sm"
          variant="default"
          aria-expanded={panel === 'messages'}
          onClick={() => toggle('messages')}
        >
          Messages
        </Button>
        <Button size="compact-sm" variant="default" aria-expanded={panel === 'edit'} onClick={() => toggle('edit')}>
          Edit
        </Button>
      </Group>
      <Stack gap={0}>
        {panel === 'edit' && <EditEndpoint endpoint={endpoint} onDone={() => setPanel(null)} />}
        {panel === 'messages' && <MessageLog endpointId={id} timeZone={timeZone} />}
      </Stack>
    </Section>
  );
}
