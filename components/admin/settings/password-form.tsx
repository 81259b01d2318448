'use client';

import { Button, PasswordInput, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { FormMessage } from '../form-message';
import { sendJson } from '../send-json';
import { useSubmit } from '../use-submit';

export function PasswordForm() {
  const form = useForm({ initialValues: { current: '', next: '' } });
  const { submit, busy, message } = useSubmit(form, async (values) => {
    await sendJson('POST', '/api/internal/password', values);
    window.location.assign('/sign-in');
  });
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm" maw={360}>
        <FormMessage message={message} />
        <PasswordInput label="Current password" autoComplete="current-password" {...form.getInputProps('current')} />
        <PasswordInput
          label="New password"
          description="At least 8 characters; 15 or more are better."
          autoComplete="new-password"
          {...form.getInputProps('next')}
        />
        <Button type="submit" variant="default" loading={busy} style={{ alignSelf: 'flex-start' }}>
          Change password
        </Button>
      </Stack>
    </form>
  );
}
