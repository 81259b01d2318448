'use client';

import { Button, Group, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { z } from 'zod';
import { sendJson } from '@/components/admin/send-json';
import { Notice } from '@/components/reports/notice';

const fetched = z.object({
  read: z.number(),
  news: z.number(),
  repaired: z.boolean(),
  gone: z.array(z.string()),
  left: z.number(),
  problems: z.array(z.string()),
});
type Fetched = z.infer<typeof fetched>;

interface Props {
  asked: { from: string; to: string; mode: 'live' | 'test'; connection?: string };
  /** Whether there is anything to fetch; what the last fetching brought stays on the page. */
  needed: boolean;
}

/** One click reads again from Stripe what does not match. */
export function FetchMissing({ asked, needed }: Props) {
  const router = useRouter();
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [result, setResult] = useState<Fetched | string | null>(null);
  const run = async () => {
    setBusy(true);
    setResult(null);
    try {
      setResult(fetched.parse(await sendJson('POST', '/api/internal/reconciliation/fetch-missing', asked)));
      await client.invalidateQueries({ queryKey: ['reconciliation'] });
      router.refresh();
    } catch (error) {
      setResult(error instanceof Error ? error.message : 'Something failed. Nothing was changed.');
    } finally {
      setBusy(false);
    }
  };
  if (!needed && result === null) return null;
  return (
    <>
      <Group gap="sm">
        {needed && (
          <Button size="xs" loading={busy} onClick={run}>
            Fetch missing from Stripe
          </Button>
        )}
        {result !== null && typeof result !== 'string' && (
          <Text size="sm" role="status">
            {inWords(result)}
          </Text>
        )}
      </Group>
      {typeof result === 'string' && (
        <Notice tone="failure" title="Nothing was fetched">
          {result}
        </Notice>
      )}
      {result !== null && typeof result !== 'string' && result.problems.length > 0 && (
        <Notice tone="warning" title="Not all of it could be read">
          {result.problems.join(' ')}
        </Notice>
      )}
    </>
  );
}

function inWords({ read, news, repaired, gone, left }: Fetched): string {
  const parts = [
    `${read} ${read === 1 ? 'object' : 'objects'} read again, ${news} with news.`,
    ...(repaired ? ['Rows of the ledger that had been lost or changed were derived anew.'] : []),
    ...(gone.length > 0 ? [`Stripe does not know ${gone.join(', ')} any more.`] : []),
    left === 0 ? 'Nothing is unmatched now.' : `${left} unmatched now.`,
  ];
  return parts.join(' ');
}
