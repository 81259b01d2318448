import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';

export interface Owner {
  email: string;
  password: string;
}

export interface Watch {
  /** Resolves with the milliseconds that each answer took, once the last has come. */
  end: () => Promise<number[]>;
}

/** What somebody looks at while a backlog comes in: Overview as a page, and two charts over the REST API. */
const ADDRESSES = ['/', '/api/v1/metrics/mrr', '/', '/api/v1/metrics/net-revenue?breakdown=product'];
const EVERY_MS = 250;
const token = z.object({ csrfToken: z.string() });

/** Signs in as the sign-in form does; returns the cookies of the session. */
export async function signIn(origin: string, { email, password }: Owner): Promise<string> {
  const asked = await fetch(`${origin}/api/auth/csrf`);
  const { csrfToken } = token.parse(await asked.json());
  const answer = await fetch(`${origin}/api/auth/callback/credentials`, {
    method: 'POST',
    redirect: 'manual',
    headers: { cookie: cookiesOf(asked), origin },
    body: new URLSearchParams({ csrfToken, email, password, json: 'true', callbackUrl: origin }),
  });
  if (!answer.ok) throw new Error(`Signing in is answered with ${answer.status}`);
  return cookiesOf(answer);
}

const cookiesOf = ({ headers }: Response) =>
  headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');

/** Asks every quarter of a second, whether or not the last answer has come, as several people would. */
export function watchDashboard(origin: string, cookie: string): Watch {
  const stopped = new AbortController();
  const answers: Promise<number>[] = [];
  const ask = async (path: string) => {
    const begin = performance.now();
    const answer = await fetch(`${origin}${path}`, { headers: { cookie }, redirect: 'error' });
    await answer.arrayBuffer();
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
    return performance.now() - begin;
  };
  const asking = (async () => {
    for (let turn = 0; !stopped.signal.aborted; turn += 1) {
      const answer = ask(ADDRESSES[turn % ADDRESSES.length] ?? '/');
      answer.catch(() => {}); // heard at the end
      answers.push(answer);
      await sleep(EVERY_MS);
    }
  })();
  return {
    end: async () => {
      stopped.abort();
      await asking;
      return Promise.all(answers);
    },
  };
}
