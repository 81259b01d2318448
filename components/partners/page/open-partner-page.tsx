'use client';

import { Button, Stack } from '@mantine/core';
import { useState } from 'react';
import { FormMessage } from '@/components/admin/form-message';
import { sendJson } from '@/components/admin/send-json';

/** A click, not the mere look at the link, uses it up: mail programs look at links as well. */
export function OpenPartnerPage({ token }: { token: string }) {
  const [message, setMessage] = useState<string | null>(null);
  const open = async () => {
    try {
      await sendJson('POST', '/api/internal/partner-page/open', { token });
      window.location.assign('/partner');
    } catch (error) {
      setMessage(error instanceof Error ? error.message : 'Something failed.');
    }
  };
  return (
    <Stack gap="sm">
      <FormMessage message={message} />
      <Button onClick={open}>Open my page</Button>
    </Stack>
  );
}
