import { addMonths, dayOf } from '@/lib/calendar/days';
import type { RewardEvent, RewardTerms } from '../types';
import type { RewardContext, Rule } from './facts';

export interface TermsInForce {
  rule: Rule;
  version: number;
  terms: RewardTerms;
}

/**
 * The rules by which a partner is rewarded for what happened at an instant, each in the terms of that time. A partner's own
 * rules for the event stand in place of those for all.
 */
export function rulesAt(
  { rules, timeZone }: Pick<RewardContext, 'rules' | 'timeZone'>,
  partnerId: string,
  event: RewardEvent,
  at: Date,
): TermsInForce[] {
  const found = rules.flatMap((rule) =>
    rule.event === event && (rule.partnerId === null || rule.partnerId === partnerId)
      ? (termsAt(rule, at, timeZone) ?? [])
      : [],
  );
  const own = found.filter(({ rule }) => rule.partnerId !== null);
  return own.length > 0 ? own : found;
}

function termsAt(rule: Rule, at: Date, timeZone: string): TermsInForce | null {
  if (rule.archivedAt && at >= rule.archivedAt) return null;
  const begun = rule.versions.filter(({ validFrom }) => validFrom === null || validFrom <= at);
  const last = begun.sort((a, b) => b.version - a.version)[0];
  if (!last) return null;
  const { startsOn, endsOn } = last.terms;
  const day = dayOf(at, timeZone);
  const isWithin = (startsOn === null || day >= startsOn) && (endsOn === null || day <= endsOn);
  return isWithin ? { rule, version: last.version, terms: last.terms } : null;
}

/**
 * Whether a sale is of the months after the first one: through the end of the day so many calendar months later, a day that
 * the month does not have being its last (definitions B13).
 */
export function isWithinMonths(first: Date, at: Date, months: number, timeZone: string): boolean {
  return dayOf(at, timeZone) <= addMonths(dayOf(first, timeZone), months);
}
