'use client';

import { Button } from '@mantine/core';
import { sendJson } from './send-json';
import { showFailure } from './show-failure';

export function SignOutButton({ everywhere = false }: { everywhere?: boolean }) {
  const run = async () => {
    try {
      await sendJson('POST', everywhere ? '/api/internal/sign-out-everywhere' : '/api/internal/sign-out');
      window.location.assign('/sign-in');
    } catch (error) {
      showFailure(error);
    }
  };
  return (
    <Button variant="default" onClick={run}>
      {everywhere ? 'Sign out everywhere' : 'Sign out'}
    </Button>
  );
}
