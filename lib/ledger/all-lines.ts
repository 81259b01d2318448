import type { Version } from './facts';

/**
 * Webhooks carry the first ten lines of an invoice. Where the rest is known, because the invoice was read, all its versions
 * have all of them.
 */
export function withAllLines(versions: Version<'invoice'>[]): Version<'invoice'>[] {
  const complete = versions.findLast(({ body }) => !body.linesTruncated);
  if (!complete || versions.every(({ body }) => !body.linesTruncated)) return versions;
  const { lines } = complete.body;
  return versions.map((version) =>
    version.body.linesTruncated ? { ...version, body: { ...version.body, lines, linesTruncated: false } } : version,
  );
}

/** Invoices of which only the first lines are known: what they bill is shared out among these. */
export const truncatedInvoices = (invoices: ReadonlyMap<string, Version<'invoice'>[]>): string[] =>
  [...invoices].flatMap(([id, versions]) => (versions.at(-1)?.body.linesTruncated ? [id] : []));
