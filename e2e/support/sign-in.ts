import type { APIRequestContext, Page } from '@playwright/test';
import { z } from 'zod';

const token = z.object({ csrfToken: z.string() });

export interface Credentials {
  email: string;
  password: string;
}

/** Fills in the sign-in form of the open page and sends it. */
export async function submitSignIn(page: Page, { email, password }: Credentials): Promise<void> {
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** Signs in as the sign-in form does; afterwards the context carries the session. Throws when refused. */
export async function signIn(
  request: APIRequestContext,
  server: string,
  { email, password }: Credentials,
): Promise<void> {
  const { csrfToken } = token.parse(await (await request.get(`${server}/api/auth/csrf`)).json());
  const answer = await request.post(`${server}/api/auth/callback/credentials`, {
    form: { csrfToken, email, password, json: 'true', callbackUrl: server },
  });
  if (!answer.ok()) throw new Error(`Signing in as ${email}: ${answer.status()} ${await answer.text()}`);
}
