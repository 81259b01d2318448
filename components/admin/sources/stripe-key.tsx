'use client';

import { Alert, Badge, Button, Group, PasswordInput, Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { confirm } from '../confirm';
import { FormMessage } from '../form-message';
import { sendJson } from '../send-json';
import { useSubmit } from '../use-submit';
import { useRefresh } from './use-action';

interface Props {
  connectionId: string;
  mode: 'live' | 'test' | null;
  mayEdit: boolean;
}

export function StripeKey({ connectionId, mode, mayEdit }: Props) {
  const refresh = useRefresh(connectionId);
  const address = `/api/internal/connections/${connectionId}/key`;
  const form = useForm({ initialValues: { key: '' } });
  const { submit, busy, message } = useSubmit(form, async (values) => {
    await sendJson('PUT', address, values);
    form.reset();
    await refresh();
  });
  const forget = () =>
    confirm({
      title: 'Forget the Stripe key',
      text: 'Webhooks go on as before; nothing can be read from the Stripe API any more.',
      action: 'Forget key',
      run: async () => {
        await sendJson('DELETE', address);
        await refresh();
      },
    });
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
      {mode === 'test' && (
        <Text size="sm">A key of test mode: what it reads is in the test view only, and in no live number.</Text>
      )}
      {!mode && !mayEdit && <Text size="sm">No key is stored.</Text>}
      {mayEdit && (
        <form onSubmit={submit} noValidate>
          <Stack gap="xs">
            <FormMessage message={message} />
            <Typed text={form.values.key} />
            <Group align="flex-end" gap="xs">
              <PasswordInput
                label={mode ? 'Replace restricted key' : 'Restricted key'}
                placeholder="rk_live_…"
                autoComplete="off"
                w={320}
                {...form.getInputProps('key')}
              />
              <Button type="submit" variant={mode ? 'default' : 'filled'} loading={busy}>
                Save key
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Stack>
  );
}

/** What can be told of a key before it is saved. */
function Typed({ text }: { text: string }) {
  const [, kind, mode] = /^\s*(rk|sk)_(live|test)_/.exec(text) ?? [];
  if (!kind) return null;
  return (
    <Alert role="status" color={kind === 'sk' ? 'yellow' : 'gray'} variant="light" py="xs">
      {kind === 'sk'
        ? 'This is a full secret key: it can move money. A restricted key (rk_…) with read access is enough.'
        : `A restricted key of ${mode} mode${mode === 'test' ? ': shown in the test view only' : ''}.`}
    </Alert>
  );
}
