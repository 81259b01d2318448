import { z } from 'zod';
import { queryRows } from '@/lib/db/query-rows';
import { AppError } from '@/lib/errors';

const PAGE = 50;

const messageRow = z.object({
  id: z.string(),
  /** Order of storing, as text. */
  seq: z.bigint().transform(String),
  type: z.string(),
  createdAt: z.date().transform((at) => at.toISOString()),
  state: z.enum(['pending', 'delivered', 'failed']),
  attempts: z.number(),
  nextAt: z
    .date()
    .nullable()
    .transform((at) => at?.toISOString() ?? null),
  /** Of the latest attempt. */
  status: z.number().nullable(),
  problem: z.string().nullable(),
});
export type MessageRow = z.output<typeof messageRow>;

const MESSAGES = `select m.id, d.seq, m.type, m.created_at as "createdAt", d.state, d.attempts, d.next_at as "nextAt", a.status, a.problem
  from outgoing_delivery d join outgoing_message m on m.workspace_id = d.workspace_id and m.id = d.message_id
  left join lateral (
    select status, problem from outgoing_attempt a where a.workspace_id = d.workspace_id and a.message_id = d.message_id
      and a.endpoint_id = d.endpoint_id order by a.seq desc limit 1
  ) a on true
  where d.workspace_id = $1 and d.endpoint_id = $2`;

/** What was sent to an endpoint, newest first, in pages. */
export async function loadMessages(
  workspaceId: string,
  endpointId: string,
  cursor: string | null,
): Promise<{ messages: MessageRow[]; nextCursor: string | null }> {
  const before = cursor === null ? null : BigInt(cursor);
  const rows = await queryRows(messageRow, {
    text: `${MESSAGES} and ($3::bigint is null or d.seq < $3) order by d.seq desc limit ${PAGE + 1}`,
    values: [workspaceId, endpointId, before],
  });
  const messages = rows.slice(0, PAGE);
  return { messages, nextCursor: rows.length > PAGE ? (messages.at(-1)?.seq ?? null) : null };
}

const attemptRow = z.object({
  attemptedAt: z.date().transform((at) => at.toISOString()),
  durationMs: z.number(),
  status: z.number().nullable(),
  response: z.string().nullable(),
  problem: z.string().nullable(),
});

/** One message with its body and every attempt, newest first. Throws `not_found`. */
export async function loadMessage(workspaceId: string, endpointId: string, messageId: string) {
  const values = [workspaceId, endpointId, messageId];
  const [message] = await queryRows(messageRow, { text: `${MESSAGES} and d.message_id = $3`, values });
  if (!message) throw new AppError('not_found', 'There is no such message.');
  const [sent] = await queryRows(z.object({ body: z.string() }), {
    text: 'select body from outgoing_message where workspace_id = $1 and id = $2',
    values: [workspaceId, messageId],
  });
  const attempts = await queryRows(attemptRow, {
    text: `select attempted_at as "attemptedAt", duration_ms as "durationMs", status, response, problem from outgoing_attempt
      where workspace_id = $1 and endpoint_id = $2 and message_id = $3 order by seq desc limit 100`,
    values,
  });
  return { ...message, body: sent?.body ?? '', made: attempts };
}
