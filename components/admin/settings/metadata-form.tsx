'use client';

import { Button, MultiSelect, Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useRouter } from 'next/navigation';
import { type MetadataKey, MOST_METADATA_KEYS, tellsTooMany } from '@/lib/workspace/metadata-keys';
import { FormMessage } from '../form-message';
import { sendJson } from '../send-json';
import { useSubmit } from '../use-submit';

interface Props {
  chosen: readonly string[];
  offered: readonly MetadataKey[];
  mayEdit: boolean;
}

/** Chooses by which customer metadata reports can be broken down and filtered. */
export function MetadataForm({ chosen, offered, mayEdit }: Props) {
  const router = useRouter();
  const form = useForm({ initialValues: { keys: [...chosen] } });
  const { submit, busy, message } = useSubmit(form, async (values) => {
    await sendJson('PUT', '/api/internal/settings/metadata', values);
    form.resetDirty();
    notifications.show({ title: 'Metadata saved', message: 'Reports can be broken down and filtered by it.' });
    router.refresh();
  });
  const many = offered.filter((one) => tellsTooMany(one) && form.values.keys.includes(one.key));

  if (offered.length === 0) return <Text size="sm">No customer carries metadata yet.</Text>;
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm" maw={480}>
        <FormMessage message={message} />
        <MultiSelect
          label="Keys of customer metadata"
          description={`At most ${MOST_METADATA_KEYS}, in the order of the menus.`}
          maxValues={MOST_METADATA_KEYS}
          searchable
          hidePickedOptions
          disabled={!mayEdit}
          data={offered.map(({ key }) => key)}
          renderOption={({ option }) => <Text size="sm">{inWords(option.value, offered)}</Text>}
          comboboxProps={{ transitionProps: { duration: 0 } }}
          {...form.getInputProps('keys')}
        />
        {many.map(({ key, values }) => (
          <Text key={key} size="sm" role="status">
            {key} has {values.toLocaleString('en')} different values: a breakdown by it is a long list, and the more
            values there are, the more has to be kept of every day.
          </Text>
        ))}
        {mayEdit ? (
          <div>
            <Button type="submit" loading={busy} disabled={!form.isDirty()}>
              Save metadata
            </Button>
            <Text size="xs" c="dimmed" mt={6}>
              A value is the customer's current one, also for what happened before. Every figure is computed again.
            </Text>
          </div>
        ) : (
          <Text size="sm" c="dimmed">
            Only admins and owners change these.
          </Text>
        )}
      </Stack>
    </form>
  );
}

function inWords(key: string, offered: readonly MetadataKey[]): string {
  const { customers = 0, values = 0 } = offered.find((one) => one.key === key) ?? {};
  const count = (number: number, one: string) => `${number.toLocaleString('en')} ${one}${number === 1 ? '' : 's'}`;
  return `${key}: ${count(customers, 'customer')}, ${count(values, 'value')}`;
}
