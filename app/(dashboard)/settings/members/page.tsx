import { Stack } from '@mantine/core';
import type { Metadata } from 'next';
import { requireViewer } from '@/app/_session/require-viewer';
import { Section } from '@/components/admin/section';
import { InvitationsTable } from '@/components/admin/settings/invitations-table';
import { InviteForm } from '@/components/admin/settings/invite-form';
import { MembersTable } from '@/components/admin/settings/members-table';
import { roleAtLeast } from '@/lib/auth/roles';
import { loadMembers } from '@/lib/workspace/load-members';

export const metadata: Metadata = { title: 'Members' };

export default async function MembersPage() {
  const { account, role, user } = await requireViewer();
  const { members, invitations } = await loadMembers(account.workspaceId);
  const mayEdit = roleAtLeast(role, 'admin');
  return (
    <Stack gap="md">
      <Section title="Members">
        <MembersTable members={members} viewerId={user.id} viewerRole={role} />
      </Section>
      {mayEdit && (
        <Section title="Invite someone">
          <InviteForm viewerRole={role} />
        </Section>
      )}
      {invitations.length > 0 && (
        <Section title="Open invitations">
          <InvitationsTable invitations={invitations} mayEdit={mayEdit} timeZone={account.timeZone} />
        </Section>
      )}
    </Stack>
  );
}
