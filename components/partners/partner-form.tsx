'use client';

import { Button, Group, Stack, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { FormMessage } from '@/components/admin/form-message';
import { useSubmit } from '@/components/admin/use-submit';
import type { Partner } from '@/lib/partners/shapes';
import { PARTNERS } from './partner-queries';
import { useChange } from './use-change';

interface Props {
  /** Null for a new one. */
  partner: Pick<Partner, 'id' | 'name' | 'email' | 'note'> | null;
  onDone: () => void;
}

export function PartnerForm({ partner, onDone }: Props) {
  const change = useChange();
  const { name = '', email = '', note = '' } = partner ?? {};
  const form = useForm({ initialValues: { name, email, note } });
  const { submit, busy, message } = useSubmit(form, async (values) => {
    if (partner) await change('PATCH', `${PARTNERS}/${partner.id}`, values);
    else await change('POST', PARTNERS, values);
    onDone();
  });
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        <FormMessage message={message} />
        <TextInput label="Name" data-autofocus {...form.getInputProps('name')} />
        <TextInput
          label="E-mail"
          type="email"
          description="What somebody with the same address buys is held back as the partner’s own purchase."
          {...form.getInputProps('email')}
        />
        <Textarea label="Note" description="For your team only." autosize minRows={2} {...form.getInputProps('note')} />
        <Group gap="xs">
          <Button type="submit" loading={busy}>
            {partner ? 'Save partner' : 'Add partner'}
          </Button>
          <Button variant="default" onClick={onDone}>
            Cancel
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
