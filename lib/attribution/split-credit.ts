import { splitByWeight } from '@/lib/money/split-by-weight';
import type { Attribution, Share } from './types';

/**
 * An amount in the parts of the shares, which sum to it exactly (largest remainder, ties to the earlier touch). What is given
 * back is split as what was paid: the same amount given back leaves nothing with anybody.
 */
export function splitCredit(minor: bigint, shares: readonly Share[]): bigint[] {
  const weights = shares.map(({ weight }) => BigInt(weight));
  return minor < 0n ? splitByWeight(-minor, weights).map((part) => -part) : splitByWeight(minor, weights);
}

/** The place of the largest share, the last of equal ones: where what cannot be divided counts, a customer or its MRR. */
export function mainShare({ shares }: Attribution): number {
  let main = 0;
  for (const [index, { weight }] of shares.entries())
    if (BigInt(weight) >= BigInt(shares[main]?.weight ?? 0)) main = index;
  return main;
}
