'use client';

import { Button, Group, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useRouter } from 'next/navigation';
import { FormMessage } from '../form-message';
import { sendJson } from '../send-json';
import { useSubmit } from '../use-submit';

export function AddSource({ suggestedName }: { suggestedName: string }) {
  const router = useRouter();
  const form = useForm({ initialValues: { name: suggestedName } });
  const { submit, busy, message } = useSubmit(form, async (values) => {
    await sendJson('POST', '/api/internal/connections', values);
    form.reset();
    router.refresh();
  });
  return (
    <form onSubmit={submit} noValidate>
      <FormMessage message={message} />
      <Group align="flex-end" gap="xs">
        <TextInput label="Name of the Stripe account" w={260} {...form.getInputProps('name')} />
        <Button type="submit" loading={busy}>
          Add source
        </Button>
      </Group>
    </form>
  );
}
