import { Text } from '@mantine/core';
import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { findViewer } from '@/app/_session/find-viewer';
import { publicOrigin } from '@/app/_session/public-origin';
import { readSession } from '@/app/_session/read-session';
import { externalProviders } from '@/app/_session/sign-in-providers';
import { Entrance } from '@/components/admin/entrance';
import { SignInForm } from '@/components/admin/sign-in-form';
import { SignOutButton } from '@/components/admin/sign-out-button';
import { hasUsers } from '@/lib/auth/has-users';
import { safePath } from '@/lib/auth/safe-path';

export const metadata: Metadata = { title: 'Sign in' };

const NOTICES: Record<string, string> = {
  NotInvited: 'This address has no account here. Ask an owner for an invitation to exactly this e-mail.',
  AccessDenied: 'The provider refused access.',
  Configuration: 'This way of signing in is not set up correctly. Tell whoever runs this Headwater.',
};

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function SignInPage({ searchParams }: Props) {
  const search = await searchParams;
  if (!(await hasUsers())) redirect('/setup');
  const callbackPath = pathOf(search.callbackUrl, await publicOrigin());
  if (await findViewer()) redirect(callbackPath);
  const session = await readSession();
  if (session) return <NoWorkspace email={session.user.email} />;
  const error = typeof search.error === 'string' ? search.error : null;
  return (
    <Entrance title="Sign in">
      <SignInForm
        callbackPath={callbackPath}
        providers={externalProviders()}
        notice={error && (NOTICES[error] ?? 'Signing in did not work. Try again.')}
      />
    </Entrance>
  );
}

function NoWorkspace({ email }: { email: string }) {
  return (
    <Entrance title="No workspace">
      <Text size="sm">{email} is not a member of any workspace. Ask an owner for an invitation.</Text>
      <SignOutButton />
    </Entrance>
  );
}

/** next-auth hands back full addresses of this site: their path counts. Another site's counts for nothing. */
function pathOf(wished: string | string[] | undefined, origin: string): string {
  if (typeof wished !== 'string') return '/';
  return safePath(wished.startsWith(`${origin}/`) ? wished.slice(origin.length) : wished);
}
