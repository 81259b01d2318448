'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { sendJson } from '../send-json';
import { showFailure } from '../show-failure';

/** A button that changes something of a source: sends, then has everything of the source read again. */
export function useAction(method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', url: string, connectionId: string) {
  const [busy, setBusy] = useState(false);
  const refresh = useRefresh(connectionId);
  const run = async (body: object = {}): Promise<unknown> => {
    setBusy(true);
    try {
      const answer = await sendJson(method, url, body);
      await refresh();
      return answer;
    } catch (error) {
      showFailure(error);
      return undefined;
    } finally {
      setBusy(false);
    }
  };
  return { run, busy };
}

/** Has the page and what is polled of a source read again. */
export function useRefresh(connectionId: string): () => Promise<void> {
  const client = useQueryClient();
  const router = useRouter();
  return async () => {
    await client.invalidateQueries({ queryKey: ['connection-status', connectionId] });
    router.refresh();
  };
}
