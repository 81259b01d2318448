'use client';

import { Alert, Button, Code, Drawer, Group, Skeleton, Stack, Table, Text, Title } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { formatInstant } from '@/components/format/format-instant';
import { CopyField } from '../copy-field';
import classes from '../events/event-log.module.css';
import { sendJson } from '../send-json';
import { showFailure } from '../show-failure';
import { TableFrame } from '../table-frame';
import { DeliveryBadge } from './delivery-badge';
import { messageAddress, messageQuery, messagesKey, type SentMessage } from './webhook-queries';

interface Props {
  endpointId: string;
  message: SentMessage | null;
  timeZone: string;
  onClose: () => void;
}

export function MessageDrawer({ message, onClose, ...rest }: Props) {
  return (
    <Drawer
      opened={message !== null}
      onClose={onClose}
      position="right"
      size="lg"
      title={message?.type}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {message && <Detail messageId={message.id} {...rest} />}
    </Drawer>
  );
}

function Detail({ endpointId, messageId, timeZone }: Omit<Props, 'message' | 'onClose'> & { messageId: string }) {
  const { data, error } = useQuery(messageQuery(endpointId, messageId));
  const client = useQueryClient();
  const replay = async () => {
    try {
      await sendJson('POST', messageAddress(endpointId, messageId));
      await client.invalidateQueries({ queryKey: messagesKey(endpointId) });
    } catch (failure) {
      showFailure(failure);
    }
  };
  if (error) return <Alert color="red">{error.message}</Alert>;
  if (!data) return <Skeleton height={240} />;
  return (
    <Stack gap="md">
      <CopyField label="webhook-id" value={data.id} />
      <Group gap="sm">
        <DeliveryBadge state={data.state} />
        <Button size="xs" variant="default" onClick={replay}>
          Send again
        </Button>
      </Group>
      <div>
        <Title order={3} mb={4}>
          Attempts
        </Title>
        {data.made.length === 0 ? (
          <Text size="sm">None yet.</Text>
        ) : (
          <TableFrame label="Attempts" minWidth={420}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>At</Table.Th>
                <Table.Th>Answer</Table.Th>
                <Table.Th ta="right">Took</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {data.made.map(({ attemptedAt, durationMs, status, response, problem }) => (
                <Table.Tr key={attemptedAt}>
                  <Table.Td>{formatInstant(attemptedAt, timeZone)}</Table.Td>
                  <Table.Td>
                    {problem ?? status}
                    {response && <Code className={classes.payload}> {response}</Code>}
                  </Table.Td>
                  <Table.Td ta="right">{durationMs} ms</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </TableFrame>
        )}
      </div>
      <div>
        <Title order={3} mb={4}>
          Body
        </Title>
        <Code block className={classes.payload} tabIndex={0}>
          {JSON.stringify(JSON.parse(data.body), null, 2)}
        </Code>
      </div>
    </Stack>
  );
}
