import { over, parseDecimal, roundFraction, times, whole, ZERO } from '@/lib/money/decimal';
import { divideHalfUp } from '@/lib/money/divide-half-up';
import { splitByWeight } from '@/lib/money/split-by-weight';
import type { CountedTerms } from '../types';
import type { SaleFact } from './facts';

/** What a partner earns of a sale or lead. */
export interface Earned {
  /** The partner's part of what is left of the sale; 0 for a flat reward. */
  base: bigint;
  earnings: bigint;
}

const HUNDRED = whole(100n);

/**
 * `round(rate × base)`, or a flat amount (definitions B13). The base is the partner's part of the sale without tax and
 * discounts, less what of it was given back; fees do not lower it. A flat reward stays until nothing of the sale is left.
 */
export function earnedOfSale(terms: CountedTerms, parts: SaleFact['parts']): Earned {
  const counted = parts.filter(
    ({ productId }) => terms.productIds.length === 0 || terms.productIds.includes(productId),
  );
  const sold = sum(counted.map(({ net }) => net));
  const left = sold - sum(counted.map(({ back }) => back));
  if (left <= 0n) return { base: 0n, earnings: 0n };
  if (terms.reward.kind === 'flat') return { base: 0n, earnings: ownPart(BigInt(terms.reward.amountMinor), terms) };
  if (terms.rate === null || BigInt(terms.rate.of) === 0n) return { base: 0n, earnings: 0n };
  const base = ownPart(divideHalfUp(left * BigInt(terms.rate.worth), BigInt(terms.rate.of)), terms);
  return { base, earnings: percentOf(base, terms.reward.percent) };
}

/** A flat amount for each lead. */
export function earnedOfLead(terms: CountedTerms, quantity: number): Earned {
  if (terms.reward.kind !== 'flat') return { base: 0n, earnings: 0n };
  return { base: 0n, earnings: ownPart(BigInt(terms.reward.amountMinor) * BigInt(quantity), terms) };
}

const percentOf = (base: bigint, percent: string): bigint =>
  roundFraction(over(times(parseDecimal(percent) ?? ZERO, whole(base)), HUNDRED));

/** The parts of all shares sum to the amount, so that no cent is paid twice. */
function ownPart(amount: bigint, { weights, own }: CountedTerms): bigint {
  const parts = splitByWeight(amount, weights.map(BigInt));
  return sum(own.map((index) => parts[index] ?? 0n));
}

const sum = (amounts: readonly bigint[]) => amounts.reduce((total, amount) => total + amount, 0n);
