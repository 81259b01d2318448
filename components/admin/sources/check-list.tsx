'use client';

import { Button, Group, List, ListItem, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Check } from '@/lib/workspace/connection-checks';
import { TextLink } from '../text-link';
import { agrees, expectedMrrQuery } from './expected-mrr-query';
import { MrrRange } from './mrr-range';
import { StateLine } from './state-line';

interface Props {
  connectionId: string;
  checks: readonly Check[];
  /** Whether Stripe's list can be compared with: there is a key, and the history is read. */
  comparable: boolean;
}

const TITLES: Record<Check['id'], { title: string; link: { href: string; label: string } | null }> = {
  key: { title: 'The key has its permissions', link: null },
  events: { title: 'Subscription events are seen', link: { href: '/events', label: 'Events' } },
  identity: { title: 'Customers are identified', link: { href: '/identity', label: 'Identity' } },
  webhook: { title: 'The webhook delivers', link: null },
  revenue: { title: 'Revenue appears, with the expected MRR', link: { href: '/revenue', label: 'Revenue' } },
};

/** Whether the connection works from end to end: each line with its state and the next step. */
export function CheckList({ connectionId, checks, comparable }: Props) {
  const { data, error, isFetching, refetch } = useQuery({ ...expectedMrrQuery(connectionId), enabled: comparable });
  const wrong = data?.complete && !data.pending && !agrees(data);
  return (
    <Stack gap="xs">
      <List listStyleType="none" spacing="xs" aria-label="Checklist" styles={{ itemWrapper: { width: '100%' } }}>
        {checks.map(({ id, state, text }) => (
          <ListItem key={id} data-check={id} data-state={id === 'revenue' && wrong ? 'problem' : state}>
            <StateLine state={id === 'revenue' && wrong ? 'problem' : state}>
              <Text size="sm" fw={500} component="span">
                {TITLES[id].title}
              </Text>
              <Text size="sm" c="dimmed">
                {text} {TITLES[id].link && <TextLink href={TITLES[id].link.href}>{TITLES[id].link.label}</TextLink>}
              </Text>
              {id === 'revenue' && data && <MrrRange expected={data} />}
              {id === 'revenue' && error && (
                <Text size="sm" c="dimmed">
                  {error.message}
                </Text>
              )}
            </StateLine>
          </ListItem>
        ))}
      </List>
      {comparable && (
        <Group>
          <Button size="xs" variant="default" loading={isFetching} onClick={() => refetch()}>
            Compare MRR with Stripe’s list again
          </Button>
        </Group>
      )}
    </Stack>
  );
}
