'use client';

import { Button } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { sendJson } from '@/components/admin/send-json';
import { showFailure } from '@/components/admin/show-failure';

/** Makes the key that the script needs; the page shows it in the code afterwards. */
export function PublicKeyButton() {
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const make = async () => {
    setBusy(true);
    try {
      await sendJson('POST', '/api/internal/api-keys', { name: 'Script of the site', kind: 'public' });
      router.refresh();
    } catch (error) {
      showFailure(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button size="xs" loading={busy} onClick={make}>
      Make a public key
    </Button>
  );
}
