'use client';

import { Button, ColorSwatch, Group, Radio, Stack, Switch, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { COLOURS, type Colour } from '@/lib/workspace/connection-inputs';
import type { ConnectionDetail } from '@/lib/workspace/load-connections';
import { FormMessage } from '../form-message';
import { sendJson } from '../send-json';
import { useSubmit } from '../use-submit';
import { swatchOf } from './swatch-of';
import { useAction, useRefresh } from './use-action';

type Props = Pick<ConnectionDetail, 'id' | 'name' | 'colour' | 'notifications' | 'trackNewPurchases'>;

/** Name and colour, by which a source is told from others, and what is taken of its webhooks. */
export function SourceSettings({ id, name, colour, notifications, trackNewPurchases }: Props) {
  const refresh = useRefresh(id);
  const address = `/api/internal/connections/${id}`;
  const form = useForm<{ name: string; colour: Colour }>({ initialValues: { name, colour } });
  const { submit, busy, message } = useSubmit<{ name: string; colour: Colour }>(form, async (values) => {
    await sendJson('PATCH', address, values);
    await refresh();
  });
  const { run, busy: switching } = useAction('PATCH', address, id);
  return (
    <Stack gap="md">
      <form onSubmit={submit} noValidate>
        <FormMessage message={message} />
        <Group align="flex-end" gap="md">
          <TextInput label="Name of the source" w={260} {...form.getInputProps('name')} />
          <Radio.Group label="Colour" {...form.getInputProps('colour')}>
            <Group gap="lg" h={36}>
              {COLOURS.map((one) => (
                <Radio
                  key={one}
                  value={one}
                  label={<ColorSwatch component="span" size={16} color={swatchOf(one)} title={one} />}
                  aria-label={one}
                  styles={{ label: { paddingInlineStart: 4 } }}
                />
              ))}
            </Group>
          </Radio.Group>
          <Button type="submit" variant="default" loading={busy}>
            Save
          </Button>
        </Group>
      </form>
      <Switch
        label="Stripe server notifications"
        description="Take what Stripe sends. Switched off, it is kept and waits until this is on again; subscriptions are read every two hours."
        checked={notifications}
        disabled={switching}
        onChange={(event) => run({ notifications: event.currentTarget.checked })}
      />
      <Switch
        label="Track new purchases from server notifications"
        description="Take notifications about customers who are not known here yet. Switched off, those notifications wait; who is known is kept up to date."
        checked={trackNewPurchases}
        disabled={switching || !notifications}
        onChange={(event) => run({ trackNewPurchases: event.currentTarget.checked })}
      />
    </Stack>
  );
}
