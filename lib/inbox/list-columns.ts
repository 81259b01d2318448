import { FEE, NET_REVENUE } from '@/lib/ledger/net-revenue';
import type { ValuedEntry } from '@/lib/ledger/value-entries';

const SIGNS = new Map<string, bigint>(NET_REVENUE.map(({ measure, sign }) => [measure, BigInt(sign)]));

/** What people are found and sorted by: how the name begins, and all that was brought in, as far as it could be converted. */
export function listColumns(name: string | null, entries: readonly ValuedEntry[]) {
  let [revenue, fees] = [0n, 0n];
  for (const { measure, reportingMinor } of entries) {
    if (reportingMinor === null) continue;
    revenue += (SIGNS.get(measure) ?? 0n) * reportingMinor;
    if (measure === FEE) fees += reportingMinor;
  }
  return { name_key: name?.toLowerCase() ?? null, revenue_minor: revenue.toString(), fee_minor: fees.toString() };
}
