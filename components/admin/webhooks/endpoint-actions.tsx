'use client';

import { Button, Group, Menu } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { z } from 'zod';
import type { EndpointRow } from '@/lib/webhooks/load-endpoints';
import { WEBHOOK_TYPES } from '@/lib/webhooks/webhook-types';
import { confirm } from '../confirm';
import { sendJson } from '../send-json';
import { showFailure } from '../show-failure';
import { messagesKey, webhookAddress } from './webhook-queries';

const rotated = z.object({ secret: z.string() });

interface Props {
  endpoint: EndpointRow;
  onSecret: (secret: string) => void;
  /** After an example was sent. */
  onSent: () => void;
}

export function EndpointActions({ endpoint: { id, url, enabled }, onSecret, onSent }: Props) {
  const router = useRouter();
  const client = useQueryClient();
  const address = webhookAddress(id);
  const switchTo = (on: boolean) =>
    sendJson('PATCH', address, { enabled: on }).then(() => router.refresh(), showFailure);
  const sendExample = async (type: string) => {
    try {
      await sendJson('POST', `${address}/test`, { type });
      await client.invalidateQueries({ queryKey: messagesKey(id) });
      onSent();
    } catch (error) {
      showFailure(error);
    }
  };
  const rotate = () =>
    confirm({
      title: 'Make a new signing secret',
      text: `For 24 hours messages to ${url} are signed with both, so that none is refused while you change it there.`,
      action: 'Make a new secret',
      danger: false,
      run: async () => {
        onSecret(rotated.parse(await sendJson('POST', `${address}/secret`)).secret);
        router.refresh();
      },
    });
  const remove = () =>
    confirm({
      title: 'Remove endpoint',
      text: `Nothing is sent to ${url} any more, not even what waits. The log of its messages goes as well.`,
      action: 'Remove',
      run: async () => {
        await sendJson('DELETE', address);
        router.refresh();
      },
    });
  return (
    <Group gap="xs">
      <Button size="compact-sm" variant="default" onClick={() => switchTo(!enabled)}>
        {enabled ? 'Switch off' : 'Switch on'}
      </Button>
      {enabled && (
        <Menu position="bottom-start">
          <Menu.Target>
            <Button size="compact-sm" variant="default">
              Send a test event
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {WEBHOOK_TYPES.map((type) => (
              <Menu.Item key={type} onClick={() => sendExample(type)}>
                {type}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      <Button size="compact-sm" variant="default" onClick={rotate}>
        New secret…
      </Button>
      <Button size="compact-sm" variant="subtle" color="gray" onClick={remove}>
        Remove
      </Button>
    </Group>
  );
}
