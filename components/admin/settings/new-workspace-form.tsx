'use client';

import { Button, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { Choice } from '../choices';
import { FormMessage } from '../form-message';
import { sendJson } from '../send-json';
import { useSubmit } from '../use-submit';
import { WorkspaceFields } from '../workspace-fields';

interface Props {
  currencies: Choice[];
  timeZones: string[];
  currency: string;
  timeZone: string;
}

export function NewWorkspaceForm({ currencies, timeZones, currency, timeZone }: Props) {
  const form = useForm({ initialValues: { name: '', currency, timeZone } });
  const { submit, busy, message } = useSubmit(form, async (values) => {
    await sendJson('POST', '/api/internal/workspaces', values);
    window.location.assign('/sources');
  });
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md" maw={480}>
        <FormMessage message={message} />
        <TextInput label="Name" {...form.getInputProps('name')} />
        <WorkspaceFields
          currencies={currencies}
          timeZones={timeZones}
          currencyProps={form.getInputProps('currency')}
          timeZoneProps={form.getInputProps('timeZone')}
        />
        <Button type="submit" loading={busy} style={{ alignSelf: 'flex-start' }}>
          Create workspace
        </Button>
      </Stack>
    </form>
  );
}
