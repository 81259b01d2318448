'use client';

import { Button, Stack } from '@mantine/core';
import { useState } from 'react';
import { FormMessage } from './form-message';
import { sendJson } from './send-json';

/** For someone signed in with the invited address. */
export function JoinButton({ token, workspaceName }: { token: string; workspaceName: string }) {
  const [message, setMessage] = useState<string | null>(null);
  const join = async () => {
    try {
      await sendJson('POST', '/api/internal/invitations/join', { token });
      window.location.assign('/');
    } catch (error) {
      setMessage(error instanceof Error ? error.message : 'Something failed.');
    }
  };
  return (
    <Stack gap="sm">
      <FormMessage message={message} />
      <Button onClick={join}>Join {workspaceName}</Button>
    </Stack>
  );
}
