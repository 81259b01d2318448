'use client';

import { Button, Group, Modal, Radio, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDisclosure } from '@mantine/hooks';
import { FormMessage } from '../form-message';
import { sendJson } from '../send-json';
import { useSubmit } from '../use-submit';
import { useAction, useRefresh } from './use-action';

interface Props {
  connectionId: string;
  name: string;
  disconnected: boolean;
}

/** Ends a connection, with the choice of what happens to what it brought; and takes it up again. */
export function Disconnect({ connectionId, name, disconnected }: Props) {
  const [opened, { open, close }] = useDisclosure(false);
  const { run, busy } = useAction('POST', `/api/internal/connections/${connectionId}/reconnect`, connectionId);
  return (
    <Group gap="xs">
      {disconnected && (
        <Button size="xs" variant="default" loading={busy} onClick={() => run()}>
          Connect again
        </Button>
      )}
      <Button size="xs" variant="default" c="var(--hw-loss)" onClick={open}>
        {disconnected ? 'Erase its data' : 'Disconnect'}
      </Button>
      <Modal opened={opened} onClose={close} title={disconnected ? `Erase ${name}` : `Disconnect ${name}`}>
        <Question {...{ connectionId, name, disconnected, close }} />
      </Modal>
    </Group>
  );
}

type Choice = { data: 'keep' | 'erase'; name: string };

function Question({ connectionId, name, disconnected, close }: Props & { close: () => void }) {
  const refresh = useRefresh(connectionId);
  const form = useForm<Choice>({ initialValues: { data: disconnected ? 'erase' : 'keep', name: '' } });
  const { submit, busy, message } = useSubmit<Choice>(form, async (values) => {
    await sendJson('DELETE', `/api/internal/connections/${connectionId}`, values);
    close();
    await refresh();
  });
  const erase = form.values.data === 'erase';
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        <FormMessage message={message} />
        {!disconnected && (
          <Radio.Group label="What it brought so far" {...form.getInputProps('data')}>
            <Stack gap="xs" mt="xs">
              <Radio
                value="keep"
                label="Keep it"
                description="The figures stay as they are. Key and signing secrets are forgotten, nothing new is taken or read."
              />
              <Radio
                value="erase"
                label="Erase it"
                description="Events, ledger and figures of this source are deleted, and all reports are computed again without it."
              />
            </Stack>
          </Radio.Group>
        )}
        {erase && (
          <TextInput
            label={`Type “${name}” to erase it`}
            autoComplete="off"
            data-autofocus
            {...form.getInputProps('name')}
          />
        )}
        <Text size="sm" c="dimmed">
          The webhook endpoint in Stripe stays: delete it there, else Stripe goes on sending to an address that refuses.
        </Text>
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={close}>
            Cancel
          </Button>
          <Button type="submit" color="red.9" loading={busy} disabled={erase && form.values.name.trim() !== name}>
            {erase ? 'Erase everything' : 'Disconnect'}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
