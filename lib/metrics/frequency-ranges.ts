/** How often somebody bought, from–to inclusive; the last one is open. */
export interface FrequencyRange {
  label: string;
  from: number;
  to: number | null;
}

export const DEFAULT_FREQUENCIES = '1,2,3,4,5,6-10,11+';
const MOST_RANGES = 50;

/**
 * Reads "1,2-5,6+": ranges that begin with 1, follow each other without a gap and end open, so that everybody who bought is
 * in exactly one. Null for anything else.
 */
export function parseFrequencies(text: string): FrequencyRange[] | null {
  const parts = text.split(',').map((part) => part.trim().replace('–', '-'));
  if (parts.length > MOST_RANGES) return null;
  const ranges: FrequencyRange[] = [];
  for (const part of parts) {
    const [, first = '', last, open] = /^(\d{1,6})(?:-(\d{1,6})|(\+))?$/.exec(part) ?? [];
    const from = Number(first);
    const to = open ? null : Number(last ?? first);
    const before = ranges.at(-1);
    const follows = before ? before.to !== null && from === before.to + 1 : from === 1;
    if (first === '' || !follows || (to !== null && to < from)) return null;
    ranges.push({ label: part, from, to });
  }
  return ranges.at(-1)?.to === null ? ranges : null;
}
