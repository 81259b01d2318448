const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** How long after the attempt before each is made: at once, and then for a day and a quarter. */
const WAITS = [0, 5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 10 * HOUR];

/** When the next attempt is due after `made` of them failed; null when that was the last. */
export function nextAttempt(made: number, now: Date): Date | null {
  const wait = WAITS[made];
  return wait === undefined ? null : new Date(now.getTime() + wait);
}

/** An endpoint where nothing came through for so long is switched off. */
export const GIVES_UP_AFTER_MS = 5 * 24 * HOUR;
