import { Button, Select, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { Choice } from '../../choices';
import { useAct } from '../conflicts/use-act';

interface Props {
  personId: string;
  connections: Choice[];
}

/** Says that a customer is this person, whatever the rules find. */
export function LinkForm({ personId, connections }: Props) {
  const [connectionId, setConnection] = useState(connections[0]?.value ?? '');
  const [customer, setCustomer] = useState('');
  const [reason, setReason] = useState('');
  const { run, busy } = useAct();
  const customerId = customer.trim();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (customerId === '') return;
    const isDone = await run('link', [{ connectionId, customerId, personId, reason }], `${customerId} is ${personId}`);
    if (!isDone) return;
    setCustomer('');
    setReason('');
  };
  return (
    <form onSubmit={submit} aria-label="Link a customer">
      <Stack gap="xs">
        <TextInput
          label="Link a customer"
          description="It is this person from now on, with all it bought, whatever the rules find."
          placeholder="cus_…"
          maxLength={255}
          required
          withAsterisk={false}
          value={customer}
          onChange={(event) => setCustomer(event.currentTarget.value)}
          autoComplete="off"
          spellCheck={false}
        />
        {connections.length > 1 && (
          <Select
            label="Of the source"
            data={connections}
            allowDeselect={false}
            value={connectionId}
            onChange={(id) => id && setConnection(id)}
          />
        )}
        <Reason value={reason} onChange={setReason} />
        <Button type="submit" variant="default" loading={busy} style={{ alignSelf: 'start' }}>
          Link
        </Button>
      </Stack>
    </form>
  );
}

export function Reason({ value, onChange }: { value: string; onChange: (reason: string) => void }) {
  return (
    <TextInput
      label="Why (optional)"
      maxLength={500}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      autoComplete="off"
    />
  );
}
