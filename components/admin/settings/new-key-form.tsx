'use client';

import { Alert, Button, Group, Select, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { z } from 'zod';
import { CopyField } from '../copy-field';
import { FormMessage } from '../form-message';
import { sendJson } from '../send-json';
import { useSubmit } from '../use-submit';

const answer = z.object({ key: z.string() });

export function NewKeyForm() {
  const router = useRouter();
  const [key, setKey] = useState<string | null>(null);
  const form = useForm({ initialValues: { name: '', kind: 'secret' } });
  const { submit, busy, message } = useSubmit(form, async (values) => {
    setKey(null);
    setKey(answer.parse(await sendJson('POST', '/api/internal/api-keys', values)).key);
    form.reset();
    router.refresh();
  });
  return (
    <Stack gap="sm" maw={640}>
      <form onSubmit={submit} noValidate>
        <Stack gap="sm">
          <FormMessage message={message} />
          <Group gap="xs" align="flex-start">
            <TextInput label="Name" placeholder="Nightly export" w={260} {...form.getInputProps('name')} />
            <Select
              label="Kind"
              data={[
                { value: 'secret', label: 'Secret: reads reports' },
                { value: 'public', label: 'Public: posts purchases' },
              ]}
              allowDeselect={false}
              w={200}
              {...form.getInputProps('kind')}
            />
            <Button type="submit" loading={busy} mt={21}>
              Create key
            </Button>
          </Group>
        </Stack>
      </form>
      {key && (
        <Alert role="status" variant="light" title="Copy the key now">
          <CopyField label="API key" description="Only its hash is stored: it is never shown again." value={key} />
        </Alert>
      )}
    </Stack>
  );
}
