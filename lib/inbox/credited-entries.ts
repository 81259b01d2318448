import { mainShare, splitCredit } from '@/lib/attribution/split-credit';
import type { Attribution, Share } from '@/lib/attribution/types';
import type { ValuedEntry } from '@/lib/ledger/value-entries';

/** A part of an entry, and whose credit it is. */
export interface Credited {
  entry: ValuedEntry;
  share: Share | undefined;
}

/** Of a customer as a whole: what it pays a month is not divided, and counts where most of the credit is. */
const OF_CUSTOMER = /^(mrr_|fresh_|level_)/;

/**
 * An entry with the touch it is credited to, or, of money that several touches brought, its parts, which sum to it exactly in
 * both currencies. What is counted and cannot be divided stays whole, with the largest part.
 */
export function creditEntry(entry: ValuedEntry, attribution: Attribution | null): Credited[] {
  if (attribution === null) return [{ entry, share: undefined }];
  const main = mainShare(attribution);
  const { shares, model } = attribution;
  const [only] = shares;
  if (shares.length === 1) return [{ entry, share: only }];
  if (entry.minor === 0n || OF_CUSTOMER.test(entry.measure)) return [{ entry, share: shares[main] }];
  const minors = splitCredit(entry.minor, shares);
  const reporting = entry.reportingMinor === null ? null : splitCredit(entry.reportingMinor, shares);
  return shares.flatMap((share, index): Credited[] => {
    const minor = minors[index] ?? 0n;
    const reportingMinor = reporting === null ? null : (reporting[index] ?? 0n);
    const isMain = index === main;
    if (minor === 0n && !reportingMinor && !isMain) return [];
    const { detail } = entry;
    const part = {
      ...{ ...entry, minor, reportingMinor, quantity: isMain ? entry.quantity : 0n },
      id: isMain ? entry.id : `${entry.id}#${index + 1}`,
      detail: {
        ...detail,
        arithmetic: `${detail.arithmetic}, part ${index + 1} of ${shares.length} (${WORDS[model]})`,
      },
    };
    return [{ entry: part, share }];
  });
}

const WORDS: Record<Attribution['model'], string> = {
  last_touch: 'last touch',
  first_touch: 'first touch',
  last_non_direct: 'last non-direct touch',
  linear: 'linear',
  position_based: 'by position',
  time_decay: 'by time',
};
