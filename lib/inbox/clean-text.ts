/**
 * Text that PostgreSQL can hold: without U+0000 and with lone surrogates replaced by U+FFFD. Only derived columns are
 * cleaned; the stored payload keeps its escapes.
 */
export const cleanText = (text: string): string => text.replaceAll('\u0000', '\uFFFD').toWellFormed();

/** Escapes are the only way either can appear in JSON text: U+0000, and halves of a pair that stand alone. */
const UNCLEAN = /\\u(0000|d[89a-f])/i;

/** Whether JSON text holds something that has to be cleaned. */
export const isUnclean = (json: string): boolean => json.includes('\\u') && UNCLEAN.test(json);

/** The same for every string and key of a JSON value. */
export function cleanJson<T>(value: T): T {
  const text = JSON.stringify(value);
  return isUnclean(text) ? JSON.parse(text, (_, part: unknown) => cleanPart(part)) : value;
}

function cleanPart(part: unknown): unknown {
  if (typeof part === 'string') return cleanText(part);
  if (typeof part !== 'object' || part === null || Array.isArray(part)) return part;
  return Object.fromEntries(Object.entries(part).map(([key, value]) => [cleanText(key), value]));
}
