'use client';

import { Button, Group, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { z } from 'zod';
import { FormMessage } from '../form-message';
import { sendJson } from '../send-json';
import { useSubmit } from '../use-submit';
import { EndpointFields } from './endpoint-fields';
import { SecretNote } from './secret-note';

const answer = z.object({ secret: z.string() });

export function NewEndpointForm() {
  const router = useRouter();
  const [secret, setSecret] = useState<string | null>(null);
  const form = useForm({ initialValues: { url: '', description: '', types: ['lead.created', 'sale.created'] } });
  const { submit, busy, message } = useSubmit(form, async (values) => {
    setSecret(null);
    setSecret(answer.parse(await sendJson('POST', '/api/internal/webhooks', values)).secret);
    form.reset();
    router.refresh();
  });
  return (
    <Stack gap="sm">
      <form onSubmit={submit} noValidate>
        <Stack gap="sm">
          <FormMessage message={message} />
          <EndpointFields inputProps={(field) => form.getInputProps(field)} />
          <Group>
            <Button type="submit" loading={busy}>
              Add endpoint
            </Button>
          </Group>
        </Stack>
      </form>
      {secret && <SecretNote secret={secret} about="It is stored encrypted and never shown again." />}
    </Stack>
  );
}
