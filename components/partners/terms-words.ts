import { formatFigure } from '@/components/format/format-figure';
import { formatDay } from '@/components/format/format-period';
import type { RewardEvent, RewardTerms } from '@/lib/partners/types';

/** "20% of every sale within 12 months of the first". */
export function termsWords(event: RewardEvent, terms: RewardTerms, locale: string): string {
  const { reward, months, productIds, leadSources, startsOn, endsOn } = terms;
  const amount =
    reward.kind === 'percent'
      ? `${reward.percent}% of`
      : `${formatFigure(reward.amountMinor, { unit: 'money', currency: reward.currency }, { locale })} for`;
  const parts = [
    `${amount} ${event === 'lead' ? leadWords(leadSources) : saleWords(months)}`,
    productIds.length > 0 ? `of ${productIds.length === 1 ? 'one product' : `${productIds.length} products`}` : '',
    startsOn ? `from ${formatDay(startsOn)}` : '',
    endsOn ? `until ${formatDay(endsOn)}` : '',
  ];
  return parts.filter(Boolean).join(', ');
}

function saleWords(months: number | null): string {
  if (months === null) return 'every sale';
  if (months === 0) return 'the first sale';
  return `every sale within ${months === 1 ? 'a month' : `${months} months`} of the first`;
}

function leadWords([only, ...others]: readonly string[]): string {
  if (only === undefined || others.length > 0) return 'every lead';
  return only === 'trial' ? 'every trial' : 'every lead that the app tracked';
}
