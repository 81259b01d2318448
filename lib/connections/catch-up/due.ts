import type { CatchUpReason } from './run-log';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** What failed, or seems to have a gap, is not asked for more often. */
const AGAIN_MS = 5 * MINUTE_MS;
/** Subscriptions are read again within two hours (RC-13), of which a look at them and a slow list take a part. */
const REFRESH_MS = 110 * MINUTE_MS;
const WITHOUT_WEBHOOKS_MS = 2 * HOUR_MS;

/** How reading a connection's list of events stands. */
export interface CatchUpStanding {
  /** When this process last tried; null where it has not yet. */
  triedAt: Date | null;
  /** When any process last read it to its end. */
  readAt: Date | null;
  problem: string | null;
  /** When a delivery was last refused, or came so late that others may have been given up. */
  suspectedAt: Date | null;
}

/** Why the list of events is to be read now; null when it is not. */
export function dueCatchUp(
  { triedAt, readAt, problem, suspectedAt }: CatchUpStanding,
  now: Date,
): Exclude<CatchUpReason, 'asked'> | null {
  if (triedAt === null) return 'start';
  const tried = now.getTime() - triedAt.getTime();
  if (tried < AGAIN_MS) return null;
  if (suspectedAt !== null && (readAt === null || suspectedAt > readAt)) return 'gap';
  const age = readAt === null ? Number.POSITIVE_INFINITY : now.getTime() - readAt.getTime();
  return problem !== null || age >= HOUR_MS ? 'hourly' : null;
}

/** How current subscriptions are where webhooks do not tell of them. */
export interface RefreshStanding {
  triedAt: Date | null;
  readAt: Date | null;
  /** Whether webhooks can be taken: a signing secret is there, and they are switched on. */
  listens: boolean;
  /** When one was last taken. */
  deliveredAt: Date | null;
}

/** Whether all subscriptions are to be read again now. */
export function isRefreshDue({ triedAt, readAt, listens, deliveredAt }: RefreshStanding, now: Date): boolean {
  const since = (at: Date | null) => (at === null ? Number.POSITIVE_INFINITY : now.getTime() - at.getTime());
  if (listens && since(deliveredAt) < WITHOUT_WEBHOOKS_MS) return false;
  return since(readAt) >= REFRESH_MS && since(triedAt) >= AGAIN_MS;
}
