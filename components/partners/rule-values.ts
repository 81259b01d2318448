import { majorText } from '@/lib/money/major-text';
import type { RewardRule } from '@/lib/partners/shapes';
import type { LeadSource, RewardEvent, RewardTerms } from '@/lib/partners/types';
import { readAmount } from './read-amount';

export const MOST_MONTHS = 1200;

/** What the form of a rule holds, as it is typed. */
export interface RuleValues extends Record<string, unknown> {
  name: string;
  /** "" for all partners. */
  partnerId: string;
  event: RewardEvent;
  kind: 'percent' | 'flat';
  percent: string;
  amount: string;
  currency: string;
  duration: 'first' | 'months' | 'lifetime';
  months: number | string;
  productIds: string[];
  leadSources: string[];
  startsOn: string;
  endsOn: string;
  from: 'now' | 'always';
}

export function valuesOf(rule: RewardRule | null, currency: string): RuleValues {
  const terms = rule?.terms;
  const reward = terms?.reward;
  const months = terms ? terms.months : null;
  return {
    name: rule?.name ?? '',
    partnerId: rule?.partner?.id ?? '',
    event: rule?.event ?? 'sale',
    kind: reward?.kind ?? 'percent',
    percent: reward?.kind === 'percent' ? reward.percent : '20',
    amount: reward?.kind === 'flat' ? majorText(BigInt(reward.amountMinor), reward.currency) : '',
    currency: reward?.kind === 'flat' ? reward.currency : currency,
    duration: months === null ? 'lifetime' : months === 0 ? 'first' : 'months',
    months: months || 12,
    productIds: terms?.productIds ?? [],
    leadSources: terms?.leadSources ?? [],
    startsOn: terms?.startsOn ?? '',
    endsOn: terms?.endsOn ?? '',
    from: 'now',
  };
}

/** What the server would take for something else, by field: an empty number of months for the first sale only. */
export function problemsOf({ event, duration, months }: RuleValues): Partial<Record<keyof RuleValues, string>> {
  const needed = event === 'sale' && duration === 'months';
  const number = Number(months);
  return needed && !(Number.isInteger(number) && number >= 1 && number <= MOST_MONTHS)
    ? { months: `Give 1 to ${MOST_MONTHS} months.` }
    : {};
}

/** The terms as the server takes them; a text that is no amount is left for it to refuse. */
export function termsOf(values: RuleValues) {
  const isSale = values.event === 'sale';
  const reward =
    isSale && values.kind === 'percent'
      ? { kind: 'percent' as const, percent: values.percent.trim() }
      : {
          kind: 'flat' as const,
          amountMinor: readAmount(values.amount, values.currency) ?? 0,
          currency: values.currency,
        };
  const months = { first: 0, months: Number(values.months), lifetime: null }[values.duration];
  return {
    reward,
    months: isSale ? months : null,
    productIds: isSale ? values.productIds : [],
    leadSources: isSale ? [] : (values.leadSources as LeadSource[]),
    startsOn: values.startsOn || null,
    endsOn: values.endsOn || null,
  } satisfies RewardTerms;
}
