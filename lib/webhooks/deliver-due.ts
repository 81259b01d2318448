import { z } from 'zod';
import { open } from '@/lib/auth/secret-box';
import { getPool } from '@/lib/db/client';
import { queryRows } from '@/lib/db/query-rows';
import { askedToWait } from './delivery-schedule';
import { noteAttempt } from './note-attempt';
import { type Answer, postOutside, problemOf } from './post-outside';
import { signedHeaders } from './sign-message';

const TIMEOUT_MS = 15_000;
/** After this, what was taken counts as abandoned. Longer than an attempt can last. */
const TAKEN_FOR_MS = 60_000;
/** To one endpoint. */
const AT_ONCE = 4;

export interface EndpointKey {
  workspaceId: string;
  endpointId: string;
}

export interface Delivering {
  now?: () => Date;
  /** Ends the attempts under way; they are made again. */
  signal?: AbortSignal;
}

/** Takes what is due to an endpoint and sends it. Returns how many attempts were made. */
export async function deliverDue(key: EndpointKey, { now = () => new Date(), signal }: Delivering = {}) {
  const taken = await takeDue(key, now());
  await Promise.all(taken.map((one) => attempt({ ...key, ...one }, { now, signal })));
  return taken.length;
}

const dueRow = z.object({
  messageId: z.string(),
  attempts: z.number(),
  body: z.string(),
  url: z.string(),
  secretCipher: z.string(),
  previousCipher: z.string().nullable(),
  previousUntil: z.date().nullable(),
});
type Due = EndpointKey & z.output<typeof dueRow>;

/** No two processes take the same: what one has locked the other passes over, and what one took is not due any more. */
const takeDue = ({ workspaceId, endpointId }: EndpointKey, now: Date) =>
  queryRows(dueRow, {
    text: `update outgoing_delivery d set next_at = $4
      from outgoing_endpoint e, outgoing_message m, (
        select message_id from outgoing_delivery
        where workspace_id = $1 and endpoint_id = $2 and state = 'pending' and next_at <= $3
        order by next_at, seq limit ${AT_ONCE} for update skip locked
      ) due
      where d.workspace_id = $1 and d.endpoint_id = $2 and d.message_id = due.message_id
        and m.workspace_id = $1 and m.id = due.message_id and e.workspace_id = $1 and e.id = $2 and e.enabled
      returning m.id as "messageId", d.attempts, m.body, e.url, e.secret_cipher as "secretCipher",
        e.previous_cipher as "previousCipher", e.previous_until as "previousUntil"`,
    values: [workspaceId, endpointId, now, new Date(now.getTime() + TAKEN_FOR_MS)],
  });

async function attempt(due: Due, { now, signal }: Required<Pick<Delivering, 'now'>> & Delivering): Promise<void> {
  const at = now();
  const begun = performance.now();
  const secrets = secretsOf(due, at);
  const outcome = await post(due, { at, secrets }, signal).catch((error: unknown) => ({ error }));
  if ('error' in outcome && signal?.aborted) return giveBack(due, at);
  await noteAttempt({
    ...due,
    at,
    durationMs: Math.round(performance.now() - begun),
    outcome: 'error' in outcome ? { status: null, text: null, problem: problemOf(outcome.error) } : judge(outcome, at),
  });
}

function post({ messageId: id, url, body }: Due, signing: { at: Date; secrets: string[] }, signal?: AbortSignal) {
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  return postOutside({
    ...{ url, body, signal: signal ? AbortSignal.any([signal, timeout]) : timeout },
    headers: {
      'content-type': 'application/json',
      'user-agent': 'Headwater-Webhooks/1',
      ...signedHeaders({ id, body, ...signing }),
    },
  });
}

function secretsOf({ secretCipher, previousCipher, previousUntil }: Due, at: Date): string[] {
  const previous = previousCipher !== null && previousUntil !== null && previousUntil > at ? [previousCipher] : [];
  return [secretCipher, ...previous].map(open);
}

function judge({ status, text, retryAfter }: Answer, at: Date) {
  if (status >= 200 && status < 300) return { status, text, problem: null };
  const problem =
    status >= 300 && status < 400
      ? 'Redirects are not followed: enter the address that it leads to.'
      : `The server answered ${status}.`;
  return { status, text, problem, askedToWaitMs: askedToWait(retryAfter, at) };
}

const giveBack = async ({ workspaceId, endpointId, messageId }: Due, at: Date): Promise<void> => {
  await getPool().query(
    `update outgoing_delivery set next_at = $4
     where workspace_id = $1 and endpoint_id = $2 and message_id = $3 and state = 'pending'`,
    [workspaceId, endpointId, messageId, at],
  );
};
