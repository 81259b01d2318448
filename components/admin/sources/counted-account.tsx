'use client';

import { Button, Group, List, Stack, Text } from '@mantine/core';
import { useRouter } from 'next/navigation';
import type { ConnectionDetail } from '@/lib/workspace/load-connections';
import { confirm } from '../confirm';
import { sendJson } from '../send-json';

type Props = Pick<ConnectionDetail, 'id' | 'accountId' | 'others'> & { mayEdit: boolean };

const nameOf = (account: string | null) => account ?? 'the endpoint’s own account';

/** A source counts one Stripe account; what arrives from others is kept, named here, and can be chosen instead. */
export function CountedAccount({ id, accountId, others, mayEdit }: Props) {
  const router = useRouter();
  const hasWayBack = accountId === null || others.some(({ account }) => account === null);
  const choices = hasWayBack ? others : [{ account: null, count: 0 }, ...others];
  const choose = (account: string | null) =>
    confirm({
      title: 'Count another Stripe account',
      text: `This source will count ${nameOf(account)} and no longer ${nameOf(accountId)}. Every figure is computed again.`,
      action: 'Count it instead',
      run: async () => {
        await sendJson('PUT', `/api/internal/connections/${id}/account`, { account });
        router.refresh();
      },
    });
  return (
    <Stack gap="xs">
      <Text size="sm">
        This source counts {nameOf(accountId)}. Events of others that reach it are kept, and are in no figure. To count
        several accounts, add a source for each.
      </Text>
      <List listStyleType="none" spacing={4} aria-label="Other Stripe accounts">
        {choices.map(({ account, count }) => (
          <List.Item key={nameOf(account)}>
            <Group gap="xs">
              <Text size="sm">
                {count} {count === 1 ? 'event' : 'events'} of {nameOf(account)}
              </Text>
              {mayEdit && (
                <Button size="compact-xs" variant="default" onClick={() => choose(account)}>
                  Count it instead
                </Button>
              )}
            </Group>
          </List.Item>
        ))}
      </List>
    </Stack>
  );
}
