'use client';

import { Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { FormMessage } from './form-message';
import { sendJson } from './send-json';
import { signInWithPassword } from './sign-in';
import { useSubmit } from './use-submit';

/** For someone without an account: name, password, in. */
export function AcceptInvitationForm({ token, email }: { token: string; email: string }) {
  const form = useForm({ initialValues: { name: '', password: '' } });
  const { submit, busy, message } = useSubmit(form, async ({ name, password }) => {
    await sendJson('POST', '/api/internal/invitations/accept', { token, name, password });
    await signInWithPassword(email, password);
    window.location.assign('/');
  });
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        <FormMessage message={message} />
        <TextInput label="E-mail" value={email} readOnly autoComplete="username" />
        <TextInput label="Your name" autoComplete="name" {...form.getInputProps('name')} />
        <PasswordInput
          label="Password"
          description="At least 8 characters; 15 or more are better."
          autoComplete="new-password"
          {...form.getInputProps('password')}
        />
        <Button type="submit" loading={busy} mt="xs">
          Join
        </Button>
      </Stack>
    </form>
  );
}
