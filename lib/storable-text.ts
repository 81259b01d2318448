/**
 * Text as PostgreSQL and JSON hold it: U+0000 and halves of surrogate pairs become U+FFFD, so that a name with one stays
 * another name, which nothing has.
 */
export const storableText = (text: string): string => text.replaceAll('\u0000', '\uFFFD').toWellFormed();

/** The same for what is told of an origin and names nothing: trimmed, cut between characters, and without what cannot be stored. */
export function storablePart(text: string | null | undefined, longest: number): string {
  const kept = (text ?? '')
    .replaceAll('\u0000', '')
    .replaceAll(/\p{Cs}/gu, '')
    .trim();
  return kept.slice(0, longest).replace(/\p{Cs}$/u, '');
}
