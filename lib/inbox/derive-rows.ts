import { originOf, promotionCodesOf } from '@/lib/attribution/origin';
import { mainShare } from '@/lib/attribution/split-credit';
import type { Attribution } from '@/lib/attribution/types';
import { couponsIn } from '@/lib/ledger/coupons';
import type { Sale } from '@/lib/ledger/derive-sales';
import { type ValuedEntry, valueEntry } from '@/lib/ledger/value-entries';
import { creditEntry } from './credited-entries';
import type { FoldSettings } from './fold-settings';
import type { Folded } from './issue-rows';
import { type EntryRow, entryRow, type OwnerScope, saleRow, seriesRow, spanRow } from './ledger-rows';
import { saleSums } from './sale-sums';

/** What a folded owner comes to in the tables of the ledger. */
export interface DerivedRows {
  ledger: EntryRow[];
  spans: ReturnType<typeof spanRow>[];
  beside: ReturnType<typeof seriesRow>[];
  saleRows: ReturnType<typeof saleRow>[];
  /** What they were made of. */
  entries: ValuedEntry[];
  sales: Sale[];
  /** How many amounts are too large to be money, and are left out rather than rounded. */
  left: number;
}

const LARGEST_MINOR = BigInt(Number.MAX_SAFE_INTEGER);
const inRange = (minor: bigint) => minor <= LARGEST_MINOR && minor >= -LARGEST_MINOR;

export function deriveRows(
  owner: OwnerScope,
  folded: Folded | null,
  attribution: Attribution | null,
  { currency, rates }: Pick<FoldSettings, 'currency' | 'rates'>,
): DerivedRows {
  const spans = (folded?.spans ?? []).filter(({ minor }) => inRange(minor));
  const beside = (folded?.beside ?? []).filter(({ minor }) => inRange(minor));
  const valued = (folded?.entries ?? []).map((entry) => valueEntry(entry, currency, rates));
  const entries = valued.filter(
    ({ minor, quantity, reportingMinor }) => inRange(minor) && inRange(quantity) && inRange(reportingMinor ?? 0n),
  );
  const sums = saleSums(folded);
  const sales = (folded?.sales ?? []).filter(({ paid, net }) => inRange(paid) && inRange(net));

  const used = folded?.profile.promotions ?? [];
  const codes = (coupon: string) => (used.length === 0 ? '' : promotionCodesOf(couponsIn(coupon), used));
  const main = attribution?.shares[mainShare(attribution)];
  const origin = ({ coupon }: { coupon: string }) => originOf(main, codes(coupon));
  return {
    ledger: entries.flatMap((entry) =>
      creditEntry(entry, attribution).map(({ entry: part, share }) =>
        entryRow(owner, part, originOf(share, codes(part.coupon))),
      ),
    ),
    spans: spans.map((span) => spanRow(owner, span, origin(span))),
    beside: beside.map((span) => seriesRow(owner, span, origin(span))),
    saleRows: sales.map((sale) =>
      saleRow(owner, sale, sums.fees.get(sale.id) ?? null, sums.refunds.get(sale.id) ?? 0n),
    ),
    ...{ entries, sales },
    left: (folded?.spans.length ?? 0) - spans.length + valued.length - entries.length,
  };
}
