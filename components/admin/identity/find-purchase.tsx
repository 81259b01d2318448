'use client';

import { Button, Group, Stack, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import type { Choice } from '../choices';
import { FormMessage } from '../form-message';
import { FindNothing } from './find-nothing';
import { type Found, findPurchase } from './find-queries';
import { FoundPurchase } from './find-result';

interface Props {
  connections: Choice[];
  timeZone: string;
  mayReadAgain: boolean;
}

/** A purchase that somebody misses: by any id of Stripe's, an address, or a user id of one's own app. */
export function FindPurchase({ connections, timeZone, mayReadAgain }: Props) {
  const [query, setQuery] = useState('');
  const [asked, setAsked] = useState('');
  const [found, setFound] = useState<Found | null>(null);
  const [busy, setBusy] = useState(false);
  const [message, setMessage] = useState<string | null>(null);
  const find = async (wanted: string) => {
    if (wanted.trim() === '') return;
    setBusy(true);
    setMessage(null);
    if (wanted.trim() !== asked) setFound(null); // what was found before answers another question
    try {
      setFound(await findPurchase(wanted));
      setAsked(wanted.trim());
    } catch (error) {
      setMessage(error instanceof Error ? error.message : 'The search failed.');
    } finally {
      setBusy(false);
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void find(query);
  };
  return (
    <Stack gap="md">
      <form onSubmit={submit} aria-label="Find a purchase">
        <Group gap="xs" align="flex-end">
          <TextInput
            label="Stripe id, e-mail address or user id"
            placeholder="cus_…, sub_…, in_…, ch_…, cs_…, ada@example.com, u_42"
            maxLength={320}
            flex="1 1 240px"
            maw={460}
            value={query}
            onChange={(event) => setQuery(event.currentTarget.value)}
            autoComplete="off"
            spellCheck={false}
          />
          <Button type="submit" variant="default" loading={busy} leftSection={<IconSearch size={16} aria-hidden />}>
            Find
          </Button>
          {found && (
            <Button variant="subtle" color="gray" onClick={() => setFound(null)}>
              Close
            </Button>
          )}
        </Group>
      </form>
      <FormMessage message={message} />
      {found?.purchases.length === 0 && (
        <FindNothing
          key={asked}
          asked={asked}
          found={found}
          connections={connections}
          mayReadAgain={mayReadAgain}
          onRead={() => find(asked)}
        />
      )}
      {found?.purchases.map((purchase) => (
        <FoundPurchase
          key={[purchase.connectionId, purchase.objectId, purchase.kind, purchase.owner?.id].join(' ')}
          purchase={purchase}
          connections={connections}
          timeZone={timeZone}
          mayReadAgain={mayReadAgain && found.readers.includes(purchase.connectionId)}
          onRead={() => find(asked)}
        />
      ))}
    </Stack>
  );
}
