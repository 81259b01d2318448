'use client';

import { Alert, Button, Skeleton, Stack, Table, Text, UnstyledButton } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { formatInstant } from '@/components/format/format-instant';
import classes from '../events/event-log.module.css';
import { TableFrame } from '../table-frame';
import { DeliveryBadge } from './delivery-badge';
import { MessageDrawer } from './message-drawer';
import { messagesQuery, type SentMessage } from './webhook-queries';

/** What was sent to an endpoint, newest first. */
export function MessageLog({ endpointId, timeZone }: { endpointId: string; timeZone: string }) {
  const { data, error, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(messagesQuery(endpointId));
  const [opened, setOpened] = useState<SentMessage | null>(null);
  if (error) return <Alert color="red">{error.message}</Alert>;
  if (!data) return <Skeleton height={120} />;
  const messages = data.pages.flatMap((page) => page.messages);
  if (messages.length === 0) return <Text size="sm">Nothing has been sent in the last 30 days.</Text>;
  return (
    <Stack gap="xs">
      <TableFrame label="Messages" minWidth={640} maxHeight={420}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Type</Table.Th>
            <Table.Th>Since</Table.Th>
            <Table.Th>State</Table.Th>
            <Table.Th ta="right">Attempts</Table.Th>
            <Table.Th>Answer</Table.Th>
            <Table.Th>Next attempt</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {messages.map((message) => (
            <Table.Tr key={message.id}>
              <Table.Td className={classes.oneLine}>
                <UnstyledButton className={classes.open} onClick={() => setOpened(message)}>
                  {message.type}
                </UnstyledButton>
              </Table.Td>
              <Table.Td>{formatInstant(message.createdAt, timeZone)}</Table.Td>
              <Table.Td>
                <DeliveryBadge state={message.state} />
              </Table.Td>
              <Table.Td ta="right">{message.attempts}</Table.Td>
              <Table.Td>{answerOf(message)}</Table.Td>
              <Table.Td>{nextOf(message, timeZone)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </TableFrame>
      {hasNextPage && (
        <Button size="compact-sm" variant="default" loading={isFetchingNextPage} onClick={() => fetchNextPage()}>
          Show older
        </Button>
      )}
      <MessageDrawer endpointId={endpointId} message={opened} timeZone={timeZone} onClose={() => setOpened(null)} />
    </Stack>
  );
}

const answerOf = ({ status, problem }: SentMessage): string => problem ?? (status === null ? '–' : String(status));

const nextOf = ({ state, nextAt }: SentMessage, timeZone: string): string =>
  state === 'pending' && nextAt ? formatInstant(nextAt, timeZone) : '–';
