import type { APIRequestContext } from '@playwright/test';
import { z } from 'zod';

const token = z.object({ csrfToken: z.string() });

/** Signs in as the sign-in form does; afterwards the context carries the session. Throws when refused. */
export async function signIn(
  request: APIRequestContext,
  server: string,
  { email, password }: { email: string; password: string },
): Promise<void> {
  const { csrfToken } = token.parse(await (await request.get(`${server}/api/auth/csrf`)).json());
  const answer = await request.post(`${server}/api/auth/callback/credentials`, {
    form: { csrfToken, email, password, json: 'true', callbackUrl: server },
  });
  if (!answer.ok()) throw new Error(`Signing in as ${email}: ${answer.status()} ${await answer.text()}`);
}
