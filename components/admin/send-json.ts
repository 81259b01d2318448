import { z } from 'zod';

const failure = z.object({ error: z.object({ code: z.string(), message: z.string(), field: z.string().optional() }) });

/** A refusal of one of our own addresses: what happened, and which input it is about. */
export class Refusal extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly field?: string,
  ) {
    super(message);
    this.name = 'Refusal';
  }
}

/** Changes something on the server; the answer is for the caller to parse. Throws a Refusal with the server's sentence. */
export async function sendJson(
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  url: string,
  body: object = {},
): Promise<unknown> {
  const response = await fetch(url, {
    method,
    headers: { 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify(body),
  }).catch(() => {
    throw new Refusal('unreachable', 'The server cannot be reached. Nothing was changed.');
  });
  const answer: unknown = await response.json().catch(() => null);
  if (response.ok) return answer;
  const refused = failure.safeParse(answer);
  if (!refused.success) throw new Refusal('internal', `The server answered ${response.status}.`);
  const { code, message, field } = refused.data.error;
  throw new Refusal(code, message, field);
}
