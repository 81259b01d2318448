'use client';

import { Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useEffect } from 'react';
import type { Choice } from './choices';
import { FormMessage } from './form-message';
import { sendJson } from './send-json';
import { signInWithPassword } from './sign-in';
import { useSubmit } from './use-submit';
import { WorkspaceFields } from './workspace-fields';

/** First run: the owner and the first workspace in one go. */
export function SetupForm({ currencies, timeZones }: { currencies: Choice[]; timeZones: string[] }) {
  const form = useForm({
    initialValues: { workspaceName: '', currency: 'usd', timeZone: 'UTC', name: '', email: '', password: '' },
  });
  const { setFieldValue } = form;
  useEffect(() => {
    const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (timeZones.includes(here)) setFieldValue('timeZone', here);
  }, [timeZones, setFieldValue]);

  const { submit, busy, message } = useSubmit(form, async (values) => {
    await sendJson('POST', '/api/internal/setup', values);
    await signInWithPassword(values.email, values.password);
    window.location.assign('/sources');
  });
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        <FormMessage message={message} />
        <TextInput
          label="Workspace name"
          placeholder="Acme"
          autoComplete="organization"
          {...form.getInputProps('workspaceName')}
        />
        <WorkspaceFields
          currencies={currencies}
          timeZones={timeZones}
          currencyProps={form.getInputProps('currency')}
          timeZoneProps={form.getInputProps('timeZone')}
        />
        <TextInput label="Your name" autoComplete="name" {...form.getInputProps('name')} />
        <TextInput label="E-mail" type="email" autoComplete="username" {...form.getInputProps('email')} />
        <PasswordInput
          label="Password"
          description="At least 8 characters; 15 or more are better."
          autoComplete="new-password"
          {...form.getInputProps('password')}
        />
        <Button type="submit" loading={busy} mt="xs">
          Create workspace
        </Button>
      </Stack>
    </form>
  );
}
