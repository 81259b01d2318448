import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { queryRows } from '@/lib/db/query-rows';
import type { Check } from '@/lib/metrics/verify';

const MINUTES = 5;
const LOOK_EVERY_MS = 500;
/** Longer than the largest batch takes. */
const PATIENCE_MS = 30_000;

/**
 * Nothing that was stored waits for long, unless what waits is being worked on: a history that was just read and a large
 * replay may take their time, and say how fast they go. Wrong is only a backlog of which nothing becomes less for so long.
 */
export async function checkBacklog(workspaceId: string, patience = PATIENCE_MS): Promise<Check> {
  const check = { name: 'no stored event waits for long without being worked on', ok: true, detail: '' };
  const seen = await waitingIn(workspaceId);
  if (!seen.isOld) return check;
  const waiting = `${seen.count} events wait, the first of them ${seen.first}`;
  const rate = await doneSince(workspaceId);
  if (rate > 0) return { ...check, detail: `${waiting}; ${Math.ceil(rate / MINUTES)} a minute are projected` };
  if (await goesOn(workspaceId, seen, patience)) return { ...check, detail: `${waiting}; they are being projected` };
  return { ...check, ok: false, detail: `${waiting}, and none was projected in the last ${MINUTES} minutes` };
}

/** A batch at hand is seen when it is committed. */
async function goesOn(workspaceId: string, seen: Waiting, patience: number): Promise<boolean> {
  for (const until = Date.now() + patience; Date.now() < until; ) {
    await sleep(LOOK_EVERY_MS);
    if ((await waitingIn(workspaceId)).first !== seen.first) return true;
  }
  return false;
}

const waitingRow = z.object({ count: z.coerce.number(), first: z.string().nullable(), isOld: z.boolean() });
type Waiting = z.output<typeof waitingRow>;

/** The oldest arrival is projected first. */
async function waitingIn(workspaceId: string): Promise<Waiting> {
  const [row] = await queryRows(waitingRow, {
    text: `select count(*) as count, (array_agg(id order by seq))[1] as first, coalesce(min(known_at) < now() - $2 * interval '1 minute', false) as "isOld"
      from stripe_event where workspace_id = $1 and state = 'pending'`,
    values: [workspaceId, MINUTES],
  });
  return row ?? { count: 0, first: null, isOld: false };
}

const doneRow = z.object({ done: z.coerce.number() });

async function doneSince(workspaceId: string): Promise<number> {
  const [row] = await queryRows(doneRow, {
    text: `select count(*) as done from stripe_event
      where workspace_id = $1 and state <> 'pending' and projected_at > now() - $2 * interval '1 minute'`,
    values: [workspaceId, MINUTES],
  });
  return row?.done ?? 0;
}
