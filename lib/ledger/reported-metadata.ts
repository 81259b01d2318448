/** Stands before a key of customer metadata where reports are divided by it. */
export const METADATA = 'metadata.';

/** As long as Stripe takes them: a value is part of the key of a rollup. */
const LONGEST = 500;

/**
 * A customer's values of the keys that the workspace reports by, '' where it has none; null when none are chosen. Always of all
 * keys, so that every row of the ledger stands under each of them.
 */
export function reportedMetadata(
  metadata: Readonly<Record<string, string>>,
  keys: readonly string[],
): Record<string, string> | null {
  if (keys.length === 0) return null;
  const found = (key: string) => (Object.hasOwn(metadata, key) ? (metadata[key] ?? '') : '');
  return Object.fromEntries([...keys].sort().map((key) => [key, found(key).trim().slice(0, LONGEST)]));
}
