const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** Length of the part after the underscore; everything else has 24 characters. */
const SHORT_IDS: Readonly<Record<string, number>> = { cus: 14, prod: 14, req: 14, acct: 16 };
const UNIQUE_CHARACTERS = 6; // 62^6 > 2^32

export interface Ids {
  /** The next id of that kind, shaped as Stripe's and the same in every replay: `next('cus')` is `cus_…`. */
  next(prefix: string): string;
  /** Goes on counting from here without using up any number. */
  fork(): Ids;
}

export function createIds(seed: number, counted: ReadonlyMap<string, number> = new Map()): Ids {
  const counters = new Map(counted);
  return {
    fork: () => createIds(seed, counters),
    next(prefix) {
      const count = (counters.get(prefix) ?? 0) + 1;
      counters.set(prefix, count);
      const length = SHORT_IDS[prefix] ?? 24;
      const start = length === 24 ? '1' : '';
      const kind = hashText(prefix, seed);
      const filler = fill(length - start.length - UNIQUE_CHARACTERS, kind ^ count);
      return `${prefix}_${start}${filler}${base62(scramble(kind ^ Math.imul(count, 0x9e3779b1)))}`;
    },
  };
}

/** A bijection of 32-bit numbers: different counters can never meet. */
function scramble(value: number): number {
  let x = (value + 0x9e3779b9) >>> 0;
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d);
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b);
  return (x ^ (x >>> 16)) >>> 0;
}

function base62(value: number): string {
  let text = '';
  for (let rest = value, i = 0; i < UNIQUE_CHARACTERS; i++) {
    text = ALPHABET.charAt(rest % 62) + text;
    rest = Math.floor(rest / 62);
  }
  return text;
}

function fill(length: number, seed: number): string {
  let text = '';
  for (let i = 0; text.length < length; i++) text += base62(scramble(seed + Math.imul(i + 1, 0x9e3779b1)));
  return text.slice(0, length);
}

export function hashText(text: string, seed = 0): number {
  let hash = 0x811c9dc5 ^ seed;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return scramble(hash);
}
