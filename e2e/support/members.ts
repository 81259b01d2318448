import type { APIRequestContext } from '@playwright/test';
import { z } from 'zod';
import { send, sendOk } from './send';
import { DEMO } from './servers';
import type { Credentials } from './sign-in';

const invitation = z.object({ id: z.string(), token: z.string() });

export const PASSPHRASE = 'correct horse battery';

export interface Invited {
  invitationId: string;
  token: string;
  email: string;
}

/** An address nobody has used. */
export const newEmail = (name: string) => `${name}-${crypto.randomUUID().slice(0, 8)}@example.com`;

/** Invites into whichever workspace the owner has open. */
export async function invite(owner: APIRequestContext, email: string, role: string): Promise<Invited> {
  const answer = await sendOk(owner, 'POST', `${DEMO.url}/api/internal/invitations`, { email, role });
  const { id, token } = invitation.parse(answer);
  return { invitationId: id, token, email };
}

/** A new person with an account, invited and joined with `PASSPHRASE`; not signed in. */
export async function addMember(owner: APIRequestContext, role: string): Promise<Credentials> {
  const { token, email } = await invite(owner, newEmail(role), role);
  await send(owner, 'POST', `${DEMO.url}/api/internal/invitations/accept`, { token, name: '', password: PASSPHRASE });
  return { email, password: PASSPHRASE };
}
