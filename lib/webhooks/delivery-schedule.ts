const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** How long after the attempt before each is made: at once, and then for a day and a quarter. */
const WAITS = [0, 5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 10 * HOUR];

/** Nobody makes us wait longer than this. */
const LONGEST_RETRY_AFTER = 10 * HOUR;

/**
 * When the next attempt is due after `made` of them failed; null when that was the last. Later than the schedule has it
 * where the endpoint asked for more time.
 */
export function nextAttempt(made: number, now: Date, askedToWaitMs = 0): Date | null {
  const wait = WAITS[made];
  return wait === undefined
    ? null
    : new Date(now.getTime() + Math.max(wait, Math.min(askedToWaitMs, LONGEST_RETRY_AFTER)));
}

/** How long `Retry-After` asks to wait, in milliseconds: it holds seconds or a date (RFC 9110, 10.2.3). 0 where it says neither. */
export function askedToWait(retryAfter: string | undefined, now: Date): number {
  if (retryAfter === undefined) return 0;
  if (/^\d+$/.test(retryAfter)) return Number(retryAfter) * SECOND;
  const until = Date.parse(retryAfter);
  return Number.isNaN(until) ? 0 : Math.max(0, until - now.getTime());
}

/** An endpoint where nothing came through for so long is switched off. */
export const GIVES_UP_AFTER_MS = 5 * 24 * HOUR;
