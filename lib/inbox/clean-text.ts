/**
 * Text that PostgreSQL can hold: without U+0000 and with lone surrogates replaced by U+FFFD. Only derived columns are
 * cleaned; the stored payload keeps its escapes.
 */
export const cleanText = (text: string): string => text.replaceAll('\u0000', '\uFFFD').toWellFormed();

/** The same for every string and key of a JSON value. */
export function cleanJson<T>(value: T): T {
  const text = JSON.stringify(value);
  // Escapes are the only way either can appear in JSON text.
  return /\\u(0000|d[89ab])/i.test(text) ? JSON.parse(text, (_, part: unknown) => (typeof part === 'string' ? cleanText(part) : part)) : value;
}
