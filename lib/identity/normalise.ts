import { createHash } from 'node:crypto';
import type { IdentitySettings } from './types';

/** Values that name nobody: two people must never merge on one. */
const PLACEHOLDERS = new Set([
  '',
  'null',
  'undefined',
  'none',
  'nil',
  'nan',
  'n/a',
  'na',
  'anonymous',
  'unknown',
  'guest',
  'false',
  'true',
  '0',
  '-',
  'test',
  '[object object]',
]);
/** Begins a click's id, which says where somebody came from and not who it is. */
const CLICK = 'dub_id_';
const FORM = /^[^\s@]+@[^\s@]+$/;

/** An id as it is compared: trimmed; null when it names nobody. */
export function normaliseId(value: string, { lowerCaseIds }: IdentitySettings): string | null {
  const text = value.trim();
  const lower = text.toLowerCase();
  if (PLACEHOLDERS.has(lower) || text.startsWith(CLICK)) return null;
  return lowerCaseIds ? lower : text;
}

/** An address as it is compared: trimmed and lower-cased (definitions B15 rule 4); null when it is none. */
export function normaliseEmail(
  value: string,
  { dropPlusTags, hashEmails }: Pick<IdentitySettings, 'dropPlusTags' | 'hashEmails'>,
): string | null {
  const text = value.trim().toLowerCase();
  if (!FORM.test(text)) return null;
  const address = dropPlusTags ? text.replace(/\+[^@]*@/, '@') : text;
  return hashEmails ? createHash('sha256').update(address).digest('hex') : address;
}

/** The identifiers under which an id or an address that somebody typed may be kept, whatever the settings. */
export function identifiersOf(text: string): string[] {
  const value = text.trim();
  const emails = [true, false].flatMap((dropPlusTags) =>
    [true, false].flatMap((hashEmails) => normaliseEmail(value, { dropPlusTags, hashEmails }) ?? []),
  );
  return [...new Set([`id:${value}`, `id:${value.toLowerCase()}`, ...emails.map((email) => `email:${email}`)])];
}
