'use client';

import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { useRouter } from 'next/navigation';
import { z } from 'zod';
import { FormMessage } from '../form-message';
import { sendJson } from '../send-json';
import { useSubmit } from '../use-submit';

interface Props {
  personId: string;
  mode: 'live' | 'test';
}

/** What the law gives a person: a copy of all that is known of them, and to be forgotten. For admins. */
export function PersonPrivacy({ personId, mode }: Props) {
  const [opened, { open, close }] = useDisclosure(false);
  const asked = new URLSearchParams({ person: personId, mode });
  return (
    <Group gap="xs">
      <Button component="a" size="xs" variant="default" download href={`/api/internal/people/export?${asked}`}>
        Export everything
      </Button>
      <Button size="xs" variant="default" c="var(--hw-loss)" onClick={open}>
        Erase
      </Button>
      <Modal opened={opened} onClose={close} title="Erase this person">
        <Question {...{ personId, mode, close }} />
      </Modal>
    </Group>
  );
}

const erased = z.object({ personId: z.string(), events: z.number() });

function Question({ personId, mode, close }: Props & { close: () => void }) {
  const router = useRouter();
  const form = useForm({ initialValues: { confirmation: '' } });
  const { submit, busy, message } = useSubmit(form, async ({ confirmation }) => {
    const body = { person: personId, mode, confirmation };
    const done = erased.parse(await sendJson('POST', '/api/internal/people/erase', body));
    notifications.show({
      title: 'The person is erased',
      message: `Its events, ${done.events} in all, were stripped. No total has changed.`,
    });
    close();
    router.push(`/people/${encodeURIComponent(done.personId)}${mode === 'test' ? '?mode=test' : ''}`);
  });
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        <FormMessage message={message} />
        <Text size="sm">
          Names, addresses, phone numbers, ids of your app and free texts leave every stored event, the identities and
          their audit. Money, dates, products and Stripe’s ids stay under a name that leads nowhere, so every total
          stays what it is. This cannot be undone.
        </Text>
        <Text size="sm" c="dimmed">
          Stripe keeps its own copy: erase the customer there as well. What Stripe tells of it later is stripped as it
          is read. Backups made before still hold it.
        </Text>
        <TextInput
          label={`Type “${personId}” to erase it`}
          autoComplete="off"
          data-autofocus
          {...form.getInputProps('confirmation')}
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={close}>
            Cancel
          </Button>
          <Button type="submit" color="red.9" loading={busy} disabled={form.values.confirmation.trim() !== personId}>
            Erase for ever
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
