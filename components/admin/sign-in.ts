import { signIn as nextAuthSignIn } from 'next-auth/react';
import { Refusal } from './send-json';

/** Signs in with a password. The sentence is the same for an unknown e-mail and a wrong password. */
export async function signInWithPassword(email: string, password: string): Promise<void> {
  const result = await nextAuthSignIn('credentials', { email, password, redirect: false });
  if (result?.ok && !result.error) return;
  if (result?.error === 'rate_limited') {
    throw new Refusal('rate_limited', 'Too many attempts. Wait 15 minutes and try again.');
  }
  if (result?.error?.startsWith('unavailable')) {
    throw new Refusal('unavailable', 'Signing in does not work at the moment: the database did not answer. Try again.');
  }
  throw new Refusal('unauthenticated', 'E-mail or password is wrong.');
}
