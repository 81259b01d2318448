import { formatMoney } from '@/lib/money/format';
import type { Earned } from '../count/earnings';
import type { CountedTerms } from '../types';

/** "20 % of $100.00 = $20.00": how earnings come about. */
export function arithmeticOf({ reward, weights, own }: CountedTerms, earned: Earned & Of): string {
  const share = weights.length > own.length ? `, ${own.length} of ${weights.length} credited touches` : '';
  const earnings = formatMoney(earned.earnings, earned.currency);
  if (reward.kind === 'percent')
    return `${reward.percent} % of ${formatMoney(earned.base, earned.currency)}${share} = ${earnings}`;
  const each = formatMoney(reward.amountMinor, reward.currency);
  return `${each} × ${earned.quantity}${share} = ${earnings}`;
}

interface Of {
  currency: string;
  quantity: number;
}
