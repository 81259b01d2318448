'use client';

import { Button, Divider, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { signIn } from 'next-auth/react';
import { FormMessage } from './form-message';
import { signInWithPassword } from './sign-in';
import { useSubmit } from './use-submit';

interface Props {
  /** Where to go afterwards; a path of this site. */
  callbackPath: string;
  providers: { id: string; name: string }[];
  notice: string | null;
}

export function SignInForm({ callbackPath, providers, notice }: Props) {
  const form = useForm({ initialValues: { email: '', password: '' } });
  const { submit, busy, message } = useSubmit(form, async ({ email, password }) => {
    await signInWithPassword(email, password);
    window.location.assign(callbackPath);
  });
  return (
    <Stack gap="md">
      <form onSubmit={submit} noValidate>
        <Stack gap="sm">
          <FormMessage message={message ?? notice} />
          <TextInput label="E-mail" type="email" autoComplete="username" {...form.getInputProps('email')} />
          <PasswordInput label="Password" autoComplete="current-password" {...form.getInputProps('password')} />
          <Button type="submit" loading={busy} mt="xs">
            Sign in
          </Button>
        </Stack>
      </form>
      {providers.length > 0 && (
        <>
          <Divider label="or" />
          {providers.map(({ id, name }) => (
            <Button key={id} variant="default" onClick={() => signIn(id, { callbackUrl: callbackPath })}>
              Continue with {name}
            </Button>
          ))}
        </>
      )}
    </Stack>
  );
}
