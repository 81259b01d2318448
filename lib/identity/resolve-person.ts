import type { Identifiable, IdentityRule, ResolvedPerson } from './types';

/** Values that name nobody: two people must never merge on one. */
const PLACEHOLDERS = new Set([
  '',
  'null',
  'undefined',
  'none',
  'nil',
  'n/a',
  'na',
  'anonymous',
  'unknown',
  '0',
  '-',
  'test',
  '[object object]',
]);

/**
 * The person a Stripe customer stands for: the first rule that finds a usable value, else the Stripe id itself as a
 * provisional person, which counts as "fallback" and not as a match (definitions B15).
 */
export function resolvePerson(customer: Identifiable, rules: readonly IdentityRule[]): ResolvedPerson {
  for (const rule of rules) {
    if (rule.kind === 'metadata') {
      const value = usable(customer.metadata[rule.key]);
      if (value) return { personId: value, resolvedBy: `metadata:${rule.key}` };
    } else {
      const email = [customer.email, ...customer.emails].map(normaliseEmail).find((value) => value !== null);
      if (email) return { personId: email, resolvedBy: 'email' };
    }
  }
  return { personId: customer.id, resolvedBy: 'fallback' };
}

function usable(value: string | undefined): string | null {
  const text = value?.trim() ?? '';
  return PLACEHOLDERS.has(text.toLowerCase()) ? null : text;
}

/** Trimmed and lower-cased; plus-tags kept (definitions B15 rule 4). Null when it is not an address. */
export function normaliseEmail(email: string | null | undefined): string | null {
  const text = email?.trim().toLowerCase() ?? '';
  return /^[^\s@]+@[^\s@]+$/.test(text) ? text : null;
}
