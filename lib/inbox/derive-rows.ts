import { type CouponUse, originOf, promotionCodesOf } from '@/lib/attribution/origin';
import { mainShare } from '@/lib/attribution/split-credit';
import type { Attribution } from '@/lib/attribution/types';
import type { Day } from '@/lib/calendar/days';
import { couponsIn } from '@/lib/ledger/coupons';
import type { Sale } from '@/lib/ledger/derive-sales';
import type { Entry } from '@/lib/ledger/entry';
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

  const codes = promotionCodes(folded);
  const main = attribution?.shares[mainShare(attribution)];
  const origin = ({ coupon, from }: { coupon: string; from: Day }) => originOf(main, codes(coupon, endOf(from)));
  return {
    ledger: entries.flatMap((entry) =>
      creditEntry(entry, attribution).map(({ entry: part, share }) =>
        entryRow(owner, part, originOf(share, codeOfUse(part) ?? codes(part.coupon, part.occurredAt.getTime()))),
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

/** By which promotion codes the coupons of a combination had been given at some time, in Unix milliseconds. */
function promotionCodes(folded: Folded | null): (coupon: string, at: number) => string {
  if (!folded || folded.profile.promotions.length === 0) return () => '';
  const uses = folded.entries.flatMap((entry): CouponUse[] => {
    const code = codeOfUse(entry);
    return code === null ? [] : [{ coupon: entry.coupon, promotionCode: code || null, at: entry.occurredAt.getTime() }];
  });
  return (coupon, at) => promotionCodesOf(couponsIn(coupon), uses, at);
}

/** The promotion code of a redemption, '' where there was none; null for any other entry. */
const codeOfUse = ({ measure, detail }: Pick<Entry, 'measure' | 'detail'>): string | null =>
  measure === 'redemption' ? (detail.objects.find(({ type }) => type === 'promotion_code')?.id ?? '') : null;

const DAY_MS = 24 * 60 * 60 * 1000;

/** When a day is over in every zone. */
const endOf = (day: Day): number => Date.parse(`${day}T12:00:00Z`) + DAY_MS;
