import type { IdentityRule } from '@/lib/identity/types';

/** A rule with a name of its own, by which it can be told from others while the order changes. */
export interface ListedRule {
  id: string;
  rule: IdentityRule;
}

export const listed = (rules: readonly IdentityRule[]): ListedRule[] =>
  rules.reduce<ListedRule[]>((list, rule) => withRule(list, rule), []);

/** The list with a rule at its end. */
export function withRule(list: readonly ListedRule[], rule: IdentityRule): ListedRule[] {
  const last = Math.max(0, ...list.map(({ id }) => Number(id)));
  return [...list, { id: String(last + 1), rule }];
}

/** The list with the rule that stands at one place moved to another. */
export function moved(list: readonly ListedRule[], from: number, to: number): ListedRule[] {
  const next = [...list];
  const [rule] = next.splice(from, 1);
  if (rule) next.splice(to, 0, rule);
  return next;
}
