'use client';

import { Button, Table } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { formatInstant } from '@/components/format/format-instant';
import type { ApiKeyRow } from '@/lib/workspace/load-api-keys';
import { confirm } from '../confirm';
import { sendJson } from '../send-json';
import { TableFrame } from '../table-frame';

export function KeysTable({ keys, timeZone }: { keys: ApiKeyRow[]; timeZone: string }) {
  const router = useRouter();
  const revoke = ({ id, name, hint }: ApiKeyRow) =>
    confirm({
      title: 'Revoke API key',
      text: `Whatever uses “${name}” (${hint}) is refused at once. This cannot be undone.`,
      action: 'Revoke',
      run: async () => {
        await sendJson('DELETE', `/api/internal/api-keys/${id}`);
        router.refresh();
      },
    });
  return (
    <TableFrame label="API keys" minWidth={680}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Name</Table.Th>
          <Table.Th>Kind</Table.Th>
          <Table.Th>Key</Table.Th>
          <Table.Th>Created</Table.Th>
          <Table.Th>Last used</Table.Th>
          <Table.Th>Access</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {keys.map((key) => (
          <Table.Tr key={key.id}>
            <Table.Td>{key.name}</Table.Td>
            <Table.Td>{key.kind}</Table.Td>
            <Table.Td ff="monospace">{key.hint}</Table.Td>
            <Table.Td>{formatInstant(key.createdAt, timeZone)}</Table.Td>
            <Table.Td>{key.lastUsedAt ? formatInstant(key.lastUsedAt, timeZone) : 'never'}</Table.Td>
            <Table.Td>
              <Button
                size="compact-xs"
                variant="subtle"
                color="gray"
                aria-label={`Revoke ${key.name}`}
                onClick={() => revoke(key)}
              >
                Revoke
              </Button>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </TableFrame>
  );
}
