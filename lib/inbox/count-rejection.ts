import { getPool } from '@/lib/db/client';

type RejectionReason = 'bad_signature' | 'stale' | 'not_an_event' | 'disconnected';

interface Tally {
  workspaceId: string;
  connectionId: string;
  reason: RejectionReason;
  count: number;
}

const tallies = new Map<string, Tally>();
let _timer: NodeJS.Timeout | null = null;
const FLUSH_MS = 500;

/** Counts a refused delivery, without its body. Written at most twice a second, so that a flood costs nothing. */
export function countRejection(workspaceId: string, connectionId: string, reason: RejectionReason): void {
  const key = `${workspaceId}\n${connectionId}\n${reason}`;
  const tally = tallies.get(key) ?? { workspaceId, connectionId, reason, count: 0 };
  tally.count += 1;
  tallies.set(key, tally);
  _timer ??= setTimeout(() => void flushRejections(), FLUSH_MS).unref();
}

let writing: Promise<void> = Promise.resolve();

/** Resolves when what has been counted is written; what cannot be written is kept for the next time. */
export function flushRejections(): Promise<void> {
  _timer = null;
  writing = writing.then(writeTallies);
  return writing;
}

async function writeTallies(): Promise<void> {
  const batch = [...tallies.values()];
  tallies.clear();
  for (const { workspaceId, connectionId, reason, count } of batch) {
    try {
      await getPool().query(
        `insert into webhook_rejection (workspace_id, connection_id, day, reason, count, last_at)
         values ($1, $2, (now() at time zone 'UTC')::date, $3, $4, now())
         on conflict (workspace_id, connection_id, day, reason)
         do update set count = webhook_rejection.count + excluded.count, last_at = now()`,
        [workspaceId, connectionId, reason, count],
      );
    } catch {
      const key = `${workspaceId}\n${connectionId}\n${reason}`;
      const later = tallies.get(key) ?? { workspaceId, connectionId, reason, count: 0 };
      later.count += count;
      tallies.set(key, later);
    }
  }
}
