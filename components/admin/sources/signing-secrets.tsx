'use client';

import { Button, Group, List, PasswordInput, Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { formatInstant } from '@/components/format/format-instant';
import type { ConnectionDetail } from '@/lib/workspace/load-connections';
import { confirm } from '../confirm';
import { FormMessage } from '../form-message';
import { sendJson } from '../send-json';
import { useSubmit } from '../use-submit';
import { useRefresh } from './use-action';

interface Props {
  connectionId: string;
  secrets: ConnectionDetail['secrets'];
  mayEdit: boolean;
  timeZone: string;
}

/** Several may be valid at once, so that a secret can be rolled without losing a delivery. */
export function SigningSecrets({ connectionId, secrets, mayEdit, timeZone }: Props) {
  const refresh = useRefresh(connectionId);
  const address = `/api/internal/connections/${connectionId}/secrets`;
  const form = useForm({ initialValues: { secret: '' } });
  const { submit, busy, message } = useSubmit(form, async (values) => {
    await sendJson('POST', address, values);
    form.reset();
    await refresh();
  });
  const remove = (id: string, hint: string) =>
    confirm({
      title: 'Remove signing secret',
      text: `Deliveries signed with ${hint} are refused from now on. Stripe keeps retrying them for up to three days.`,
      action: 'Remove',
      run: async () => {
        await sendJson('DELETE', `${address}/${id}`);
        await refresh();
      },
    });
  return (
    <Stack gap="xs">
      {secrets.length > 0 && (
        <List listStyleType="none" spacing={4} aria-label="Signing secrets">
          {secrets.map(({ id, hint, createdAt }) => (
            <List.Item key={id}>
              <Group gap="xs">
                <Text ff="monospace" size="sm">
                  {hint}
                </Text>
                <Text size="xs" c="dimmed">
                  since {formatInstant(createdAt, timeZone)}
                </Text>
                {mayEdit && (
                  <Button size="compact-xs" variant="subtle" color="gray" onClick={() => remove(id, hint)}>
                    Remove
                  </Button>
                )}
              </Group>
            </List.Item>
          ))}
        </List>
      )}
      {mayEdit && (
        <form onSubmit={submit} noValidate>
          <FormMessage message={message} />
          <Group align="flex-end" gap="xs">
            <PasswordInput
              label="Signing secret"
              placeholder="whsec_…"
              autoComplete="off"
              w={320}
              {...form.getInputProps('secret')}
            />
            <Button type="submit" variant={secrets.length > 0 ? 'default' : 'filled'} loading={busy}>
              Add secret
            </Button>
          </Group>
        </form>
      )}
    </Stack>
  );
}
