import { Button, Radio, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { Mode } from '../conflicts/conflict-queries';
import { useAct } from '../conflicts/use-act';
import { Reason } from './link-form';

/** Makes one person of this one and another. */
export function MergeForm({ personId, mode }: { personId: string; mode: Mode }) {
  const [text, setText] = useState('');
  const [kept, setKept] = useState<string>('this');
  const [reason, setReason] = useState('');
  const { run, busy } = useAct();
  const other = text.trim();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (other === '') return;
    const [alias, to] = kept === 'this' ? [other, personId] : [personId, other];
    const isDone = await run('merge', [{ alias, to, mode, reason }], `${alias} was merged into ${to}`);
    if (!isDone) return;
    setText('');
    setReason('');
  };
  return (
    <form onSubmit={submit} aria-label="Merge with another person">
      <Stack gap="xs">
        <TextInput
          label="Merge with another person"
          description="Both histories are one person’s from now on, and what either buys later."
          placeholder="Id of the other person"
          maxLength={500}
          required
          withAsterisk={false}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          autoComplete="off"
          spellCheck={false}
        />
        <Radio.Group label="The id that stays" value={kept} onChange={setKept}>
          <Stack gap={4} mt={4}>
            <Radio value="this" label={personId} />
            <Radio value="other" label={other || 'The other one'} />
          </Stack>
        </Radio.Group>
        <Reason value={reason} onChange={setReason} />
        <Button type="submit" variant="default" loading={busy} style={{ alignSelf: 'start' }}>
          Merge
        </Button>
      </Stack>
    </form>
  );
}
