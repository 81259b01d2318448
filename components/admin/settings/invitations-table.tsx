'use client';

import { Button, Table } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { formatInstant } from '@/components/format/format-instant';
import type { InvitationRow } from '@/lib/workspace/load-members';
import { sendJson } from '../send-json';
import { showFailure } from '../show-failure';
import { TableFrame } from '../table-frame';

interface Props {
  invitations: InvitationRow[];
  mayEdit: boolean;
  timeZone: string;
}

export function InvitationsTable({ invitations, mayEdit, timeZone }: Props) {
  const router = useRouter();
  const withdraw = (id: string) =>
    sendJson('DELETE', `/api/internal/invitations/${id}`).then(() => router.refresh(), showFailure);
  return (
    <TableFrame label="Open invitations" minWidth={560}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>E-mail</Table.Th>
          <Table.Th>Role</Table.Th>
          <Table.Th>Valid until</Table.Th>
          <Table.Th>Access</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {invitations.map(({ id, email, role, expiresAt }) => (
          <Table.Tr key={id}>
            <Table.Td>{email}</Table.Td>
            <Table.Td>{role}</Table.Td>
            <Table.Td>{formatInstant(expiresAt, timeZone)}</Table.Td>
            <Table.Td>
              {mayEdit && (
                <Button
                  size="compact-xs"
                  variant="subtle"
                  color="gray"
                  aria-label={`Withdraw the invitation of ${email}`}
                  onClick={() => withdraw(id)}
                >
                  Withdraw
                </Button>
              )}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </TableFrame>
  );
}
