'use client';

import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useState } from 'react';
import { ChangedRows } from '../events/changed-rows';
import { FormMessage } from '../form-message';
import { type ReadPurchase, readPurchaseAgain } from './find-queries';

interface Props {
  label: string;
  wanted: { connectionId: string; objectId: string };
  /** After it was read. */
  onRead: () => Promise<void>;
}

/** Reads an object again from Stripe, and shows what that changed. */
export function ReadAgain({ label, wanted, onRead }: Props) {
  const [result, setResult] = useState<ReadPurchase | null>(null);
  const [busy, setBusy] = useState(false);
  const [message, setMessage] = useState<string | null>(null);
  const read = async () => {
    setBusy(true);
    setMessage(null);
    try {
      setResult(await readPurchaseAgain(wanted));
      await onRead();
    } catch (error) {
      setMessage(error instanceof Error ? error.message : 'It could not be read.');
    } finally {
      setBusy(false);
    }
  };
  return (
    <Stack gap="xs">
      <Group>
        <Button
          size="xs"
          variant="default"
          loading={busy}
          onClick={read}
          leftSection={<IconRefresh size={14} aria-hidden />}
        >
          {label}
        </Button>
      </Group>
      <FormMessage message={message} />
      {result && (
        <Alert role="status" color={result.missing.length > 0 ? 'yellow' : 'accent'} variant="light" py="xs">
          <Text size="sm">{inWords(result)}</Text>
        </Alert>
      )}
      {result && result.changes.length > 0 && <ChangedRows rows={result.changes} />}
    </Stack>
  );
}

function inWords({ read, news, missing, changes, waiting }: ReadPurchase): string {
  const objects = (amount: number) => `${amount} ${amount === 1 ? 'object' : 'objects'}`;
  if (waiting)
    return `${objects(read)} read, ${news} of them news, which wait behind other events: search again in a while.`;
  const rows = changes.length === 1 ? '1 row of the ledger changed' : `${changes.length} rows of the ledger changed`;
  const said =
    news === 0
      ? `${objects(read)} read: nothing is news, and no row changed.`
      : `${objects(read)} read, ${news} of them news: ${changes.length === 0 ? 'no row changed' : rows}.`;
  return missing.length > 0 ? `Stripe does not know ${missing.join(', ')}. ${read > 0 ? said : ''}`.trim() : said;
}
