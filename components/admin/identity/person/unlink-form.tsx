import { Button, Select, Stack } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useAct } from '../conflicts/use-act';
import { Reason } from './link-form';

export interface PersonCustomer {
  connectionId: string;
  id: string;
  name: string | null;
  email: string | null;
}

/** Takes a customer from this person: it stands for itself from now on. */
export function UnlinkForm({ customers }: { customers: readonly PersonCustomer[] }) {
  const [chosen, setChosen] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const { run, busy } = useAct();
  const keyOf = ({ connectionId, id }: PersonCustomer) => `${connectionId} ${id}`;
  const customer = customers.find((one) => keyOf(one) === chosen);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!customer) return;
    const { connectionId, id: customerId } = customer;
    const isDone = await run('unlink', [{ connectionId, customerId, reason }], `${customerId} stands for itself`);
    if (!isDone) return;
    setChosen(null);
    setReason('');
  };
  return (
    <form onSubmit={submit} aria-label="Unlink a customer">
      <Stack gap="xs">
        <Select
          label="Unlink a customer"
          description="It stands for itself from now on, under its own id."
          placeholder="Choose"
          data={customers.map((one) => ({
            value: keyOf(one),
            label: [one.id, one.name, one.email].filter(Boolean).join(' · '),
          }))}
          searchable
          value={chosen}
          onChange={setChosen}
        />
        <Reason value={reason} onChange={setReason} />
        <Button type="submit" variant="default" loading={busy} disabled={!customer} style={{ alignSelf: 'start' }}>
          Unlink
        </Button>
      </Stack>
    </form>
  );
}
