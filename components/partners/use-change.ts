'use client';

import { useQueryClient } from '@tanstack/react-query';
import { sendJson } from '@/components/admin/send-json';
import { PARTNERS_KEY } from './partner-queries';

/** Sends a change, then has everything about partners read again, also where it is refused. Throws a Refusal. */
export function useChange() {
  const client = useQueryClient();
  return async (method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', url: string, body: object = {}): Promise<unknown> => {
    try {
      return await sendJson(method, url, body);
    } finally {
      await client.invalidateQueries({ queryKey: PARTNERS_KEY });
    }
  };
}
