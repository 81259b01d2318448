import { convertMinor, decimalText, type UsedRate } from '@/lib/money/rates';

/** The rate into the reporting currency that a subscription keeps for life. */
export interface LockRate {
  from: string;
  to: string;
  used: UsedRate;
}

interface Leaf {
  currency: string;
  minor: bigint;
  arithmetic: string;
}

/** The leaf in the reporting currency for good, so that exchange rates never move it (setting `mrrFx`). */
export function locked(leaf: Leaf, { from, to, used }: LockRate): Leaf {
  if (leaf.currency !== from) return leaf;
  return {
    currency: to,
    minor: convertMinor(leaf.minor, from, to, used.rate),
    arithmetic: `(${leaf.arithmetic}) × ${decimalText(used.rate)} (${from.toUpperCase()} on ${used.day})`,
  };
}
