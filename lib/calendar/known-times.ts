import { z } from 'zod';

const FIRST = Date.UTC(2000, 0, 1);
const END = Date.UTC(2200, 0, 1);
const BEYOND = 'must lie between 2000 and 2200.';

/** Years that the database, browsers and time zones all know: the turn of 2000 to that of 2200, in UTC. */
function isKnown(text: string): boolean {
  const at = Date.parse(text);
  return at >= FIRST && at < END;
}

/** A day that a caller names: "2026-01-31". */
export const knownDay = (message?: string) => z.iso.date(message).refine(isKnown, BEYOND);

/** An instant that a caller names: ISO 8601 with an offset. */
export const knownInstant = (message?: string) =>
  z.iso.datetime({ offset: true, error: message }).refine(isKnown, BEYOND);

/** Either of them. */
export const knownTime = (message?: string) =>
  z.union([z.iso.datetime({ offset: true }), z.iso.date()], message).refine(isKnown, BEYOND);
