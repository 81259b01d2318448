/** A small deterministic source of chance: the same seed always tells the same story. */
export type Random = {
  /** A number in [0, 1). */
  next(): number;
  /** True with the given probability. */
  chance(probability: number): boolean;
  /** An integer, both ends included. */
  between(low: number, high: number): number;
  pick<const T>(choices: readonly [T, ...T[]]): T;
  /** Picks a key by its weight; weights need not sum to one. */
  weighted<K extends string>(weights: Readonly<Record<K, number>>): K;
};

/** Seeds by text, so that every life draws from its own sequence and a new life disturbs no other. */
export function seededRandom(seed: string): Random {
  const next = mulberry32(hash(seed));
  const between = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));
  return {
    next,
    between,
    chance: (probability) => next() < probability,
    pick: (choices) => choices[between(0, choices.length - 1)] ?? choices[0],
    weighted: (weights) => pickByWeight(weights, next()),
  };
}

function pickByWeight<K extends string>(weights: Readonly<Record<K, number>>, point: number): K {
  const keys = keysOf(weights);
  let left = point * keys.reduce((sum, key) => sum + weights[key], 0);
  for (const key of keys) {
    left -= weights[key];
    if (left < 0) return key;
  }
  const last = keys.at(-1);
  if (last === undefined) throw new Error('nothing to choose from');
  return last;
}

function keysOf<K extends string>(record: Readonly<Record<K, unknown>>): K[] {
  const keys: K[] = [];
  for (const key in record) keys.push(key);
  return keys;
}

/** FNV-1a over UTF-16 units. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    value ^= text.charCodeAt(i);
    value = Math.imul(value, 0x01000193);
  }
  return value >>> 0;
}

function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
