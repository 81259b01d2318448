import { Text } from '@mantine/core';
import type { Metadata } from 'next';
import { readSession } from '@/app/_session/read-session';
import { AcceptInvitationForm } from '@/components/admin/accept-invitation-form';
import { ButtonLink } from '@/components/admin/button-link';
import { Entrance } from '@/components/admin/entrance';
import { JoinButton } from '@/components/admin/join-button';
import { SignOutButton } from '@/components/admin/sign-out-button';
import { findInvitation } from '@/lib/workspace/find-invitation';

export const metadata: Metadata = { title: 'Invitation' };

export default async function InvitePage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  const invitation = await findInvitation(token);
  if (!invitation) {
    return (
      <Entrance title="This invitation cannot be used">
        <Text size="sm">It was used, withdrawn or is older than 7 days. Ask whoever sent it for a new link.</Text>
      </Entrance>
    );
  }
  const { email, workspaceName, role, hasAccount } = invitation;
  const session = await readSession();
  const about = `As ${email}, with the role ${role}.`;
  return (
    <Entrance title={`Join ${workspaceName}`} about={about}>
      {session?.user.email === email ? (
        <JoinButton token={token} workspaceName={workspaceName} />
      ) : session ? (
        <>
          <Text size="sm">
            You are signed in as {session.user.email}. Sign out first to accept as {email}.
          </Text>
          <SignOutButton />
        </>
      ) : hasAccount ? (
        <ButtonLink href={`/sign-in?callbackUrl=${encodeURIComponent(`/invite/${token}`)}`}>
          Sign in to accept
        </ButtonLink>
      ) : (
        <AcceptInvitationForm token={token} email={email} />
      )}
    </Entrance>
  );
}
