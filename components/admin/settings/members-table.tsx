'use client';

import { Button, Select, Table, Text } from '@mantine/core';
import { useRouter } from 'next/navigation';
import type { MemberRow } from '@/lib/workspace/load-members';
import { confirm } from '../confirm';
import { sendJson } from '../send-json';
import { showFailure } from '../show-failure';
import { TableFrame } from '../table-frame';
import { assignableRoles, type ViewerRole } from './assignable-roles';

interface Props {
  members: MemberRow[];
  viewerId: string;
  viewerRole: ViewerRole;
}

export function MembersTable({ members, viewerId, viewerRole }: Props) {
  const router = useRouter();
  const roles = assignableRoles(viewerRole);
  const address = (userId: string) => `/api/internal/members/${userId}`;
  const change = (userId: string, role: string | null) => {
    if (role) sendJson('PATCH', address(userId), { role }).then(() => router.refresh(), showFailure);
  };
  const remove = ({ userId, email }: MemberRow) => {
    const self = userId === viewerId;
    confirm({
      title: self ? 'Leave this workspace' : 'Remove member',
      text: self ? 'You lose access at once.' : `${email} loses access to this workspace at once.`,
      action: self ? 'Leave' : 'Remove',
      run: async () => {
        await sendJson('DELETE', address(userId));
        if (self) window.location.assign('/');
        else router.refresh();
      },
    });
  };
  return (
    <TableFrame label="Members" minWidth={620}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Member</Table.Th>
          <Table.Th>Role</Table.Th>
          <Table.Th>
            <Text span size="sm" fw={500}>
              Access
            </Text>
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {members.map((member) => {
          const mayManage = roles.includes(member.role);
          return (
            <Table.Tr key={member.userId}>
              <Table.Td>
                <Text size="sm">{member.name ?? member.email}</Text>
                {member.name && (
                  <Text size="xs" c="dimmed">
                    {member.email}
                  </Text>
                )}
              </Table.Td>
              <Table.Td>
                {mayManage ? (
                  <Select
                    size="xs"
                    w={120}
                    aria-label={`Role of ${member.email}`}
                    data={roles}
                    allowDeselect={false}
                    value={member.role}
                    onChange={(role) => change(member.userId, role)}
                  />
                ) : (
                  member.role
                )}
              </Table.Td>
              <Table.Td>
                {(mayManage || member.userId === viewerId) && (
                  <Button
                    size="compact-xs"
                    variant="subtle"
                    color="gray"
                    aria-label={member.userId === viewerId ? 'Leave this workspace' : `Remove ${member.email}`}
                    onClick={() => remove(member)}
                  >
                    {member.userId === viewerId ? 'Leave' : 'Remove'}
                  </Button>
                )}
              </Table.Td>
            </Table.Tr>
          );
        })}
      </Table.Tbody>
    </TableFrame>
  );
}
