import type { SeenField } from '@/lib/identity/load-identity';
import type { IdentityRule } from '@/lib/identity/types';

const METADATA = 'metadata.';

/** `user_id` first, then the keys really seen, the commonest on top. */
export function suggestedKeys(seen: readonly SeenField[]): string[] {
  const keys = seen
    .filter(({ field }) => field.startsWith(METADATA))
    .toSorted((a, b) => b.customers - a.customers)
    .map(({ field }) => field.slice(METADATA.length));
  return [...new Set(['user_id', ...keys])];
}

/** What was seen of that which a rule looks for; an address is no sample to show. */
export const seenBy = (rule: IdentityRule, seen: readonly SeenField[]): SeenField | undefined =>
  rule.kind === 'email'
    ? undefined
    : seen.find(({ field }) => field === (rule.kind === 'metadata' ? METADATA + rule.key.trim() : rule.kind));
