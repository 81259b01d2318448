/** Deliveries of an hour whose signatures matched. */
export interface SignedHour {
  accepted: number;
  /** Refused, because they were signed more than five minutes before or after our time. */
  stale: number;
  /** By how many seconds our clock was ahead of the last of those. */
  clockSeconds: number | null;
}

export interface ClockSkew {
  /** By how many seconds our clock is ahead of Stripe's; below zero it is behind. */
  seconds: number;
  /** Deliveries that were refused for it. */
  refused: number;
}

/** So many deliveries tell; a single one may be an old one that somebody plays back. */
const ENOUGH = 10;
const FEWEST_STALE = 3;
const SHARE = 0.9;

/**
 * Whether our clock is wrong: more than nine in ten of the latest deliveries with a right signature were refused by their age
 * (F16). `hours` are the latest first; as many are looked at as hold ten deliveries.
 */
export function findClockSkew(hours: readonly SignedHour[]): ClockSkew | null {
  let accepted = 0;
  let stale = 0;
  let seconds: number | null = null;
  for (const hour of hours) {
    if (accepted + stale >= ENOUGH) break;
    accepted += hour.accepted;
    stale += hour.stale;
    seconds ??= hour.clockSeconds;
  }
  if (seconds === null || stale < FEWEST_STALE || stale / (accepted + stale) <= SHARE) return null;
  return { seconds, refused: stale };
}
