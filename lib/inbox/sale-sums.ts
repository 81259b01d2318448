import type { OwnerLedger } from '@/lib/ledger/fold-owner';

/** Fees and refunds per sale, from the entries that name it. */
export function saleSums(folded: OwnerLedger | null) {
  const saleOf = new Map(
    (folded?.sales ?? []).flatMap((sale) => sale.group.charges.map((charge) => [charge, sale.id] as const)),
  );
  const fees = new Map<string, bigint>();
  const refunds = new Map<string, bigint>();
  for (const { measure, minor, detail } of folded?.entries ?? []) {
    if (measure !== 'fee' && measure !== 'refund') continue;
    const charge = detail.objects.find(({ type }) => type === 'charge')?.id;
    const sale = charge === undefined ? undefined : saleOf.get(charge);
    if (sale === undefined) continue;
    const sums = measure === 'fee' ? fees : refunds;
    sums.set(sale, (sums.get(sale) ?? 0n) + minor);
  }
  return { fees, refunds };
}
