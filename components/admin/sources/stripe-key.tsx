'use client';

import { Alert, Badge, Button, Group, PasswordInput, Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useRouter } from 'next/navigation';
import { confirm } from '../confirm';
import { FormMessage } from '../form-message';
import { sendJson } from '../send-json';
import { useSubmit } from '../use-submit';

interface Props {
  connectionId: string;
  mode: 'live' | 'test' | null;
  mayEdit: boolean;
}

export function StripeKey({ connectionId, mode, mayEdit }: Props) {
  const router = useRouter();
  const address = `/api/internal/connections/${connectionId}/key`;
  const form = useForm({ initialValues: { key: '' } });
  const { submit, busy, message } = useSubmit(form, async (values) => {
    await sendJson('PUT', address, values);
    form.reset();
    router.refresh();
  });
  const forget = () =>
    confirm({
      title: 'Forget the Stripe key',
      text: 'Webhooks go on as before; nothing can be read from the Stripe API any more.',
      action: 'Forget key',
      run: async () => {
        await sendJson('DELETE', address);
        router.refresh();
      },
    });
  const full = form.values.key.trim().startsWith('sk_');
  return (
    <Stack gap="xs">
      {mode && (
        <Group gap="xs">
          <Badge variant="default">{mode} key stored</Badge>
          <Text size="xs" c="dimmed">
            Encrypted; it is never shown again.
          </Text>
          {mayEdit && (
            <Button size="compact-xs" variant="subtle" color="gray" onClick={forget}>
              Forget
            </Button>
          )}
        </Group>
      )}
      {!mode && !mayEdit && <Text size="sm">No key is stored.</Text>}
      {mayEdit && (
        <form onSubmit={submit} noValidate>
          <Stack gap="xs">
            <FormMessage message={message} />
            {full && (
              <Alert role="status" color="yellow" variant="light" py="xs">
                This is a full secret key: it can move money. A restricted key (rk_…) with read access is enough.
              </Alert>
            )}
            <Group align="flex-end" gap="xs">
              <PasswordInput
                label={mode ? 'Replace restricted key' : 'Restricted key'}
                placeholder="rk_live_…"
                autoComplete="off"
                w={320}
                {...form.getInputProps('key')}
              />
              <Button type="submit" variant="default" loading={busy}>
                Save key
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Stack>
  );
}
