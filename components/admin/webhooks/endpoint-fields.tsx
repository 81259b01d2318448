'use client';

import { Checkbox, Group, TextInput } from '@mantine/core';
import type { GetInputPropsReturnType } from '@mantine/form';

const MEANING = [
  { type: 'lead.created', text: 'a lead that the app tracked' },
  { type: 'sale.created', text: 'a sale to somebody a link or a partner brought' },
  { type: 'commission.created', text: 'a partner earned something' },
  { type: 'commission.updated', text: 'its amount or status changed' },
];

interface Props {
  inputProps: (field: 'url' | 'description' | 'types') => GetInputPropsReturnType;
}

/** Where it is sent, and what of. */
export function EndpointFields({ inputProps }: Props) {
  return (
    <>
      <Group gap="xs" align="flex-start">
        <TextInput
          label="Address"
          type="url"
          placeholder="https://example.com/webhooks"
          w={360}
          maw="100%"
          {...inputProps('url')}
        />
        <TextInput label="Description" placeholder="Optional" w={220} maw="100%" {...inputProps('description')} />
      </Group>
      <Checkbox.Group label="Listens to" {...inputProps('types')}>
        <Group gap="md" mt={4}>
          {MEANING.map(({ type, text }) => (
            <Checkbox key={type} value={type} label={type} description={text} />
          ))}
        </Group>
      </Checkbox.Group>
    </>
  );
}
