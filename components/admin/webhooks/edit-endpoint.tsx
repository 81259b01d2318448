'use client';

import { Button, Group, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useRouter } from 'next/navigation';
import type { EndpointRow } from '@/lib/webhooks/load-endpoints';
import { FormMessage } from '../form-message';
import { sendJson } from '../send-json';
import { useSubmit } from '../use-submit';
import { EndpointFields } from './endpoint-fields';
import { webhookAddress } from './webhook-queries';

export function EditEndpoint({ endpoint, onDone }: { endpoint: EndpointRow; onDone: () => void }) {
  const router = useRouter();
  const { id, url, description, types } = endpoint;
  const form = useForm({ initialValues: { url, description, types: [...types] as string[] } });
  const { submit, busy, message } = useSubmit(form, async (values) => {
    await sendJson('PATCH', webhookAddress(id), values);
    onDone();
    router.refresh();
  });
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        <FormMessage message={message} />
        <EndpointFields inputProps={(field) => form.getInputProps(field)} />
        <Group gap="xs">
          <Button type="submit" loading={busy}>
            Save endpoint
          </Button>
          <Button variant="default" onClick={onDone}>
            Cancel
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
