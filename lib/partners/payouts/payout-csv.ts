import { exponentOf } from '@/lib/money/currencies';
import { asDecimal } from '@/lib/money/format';
import { toCsv } from '@/lib/reports/to-csv';
import { loadPayout } from './list-payouts';

const HEADER = [
  'payout',
  'status',
  'partner_id',
  'partner',
  'email',
  'commissions',
  'clawed_back',
  'amount',
  'currency',
];

/** A batch as a bank or a payment service takes it: a line for each partner. Throws `not_found`. */
export async function payoutCsv(workspaceId: string, id: string): Promise<string> {
  const { currency, status, items } = await loadPayout(workspaceId, id);
  const amount = (minor: number) => asDecimal(BigInt(minor), exponentOf(currency));
  return toCsv(
    HEADER,
    items.map(({ partner, amountMinor, clawedMinor, commissions }) => [
      ...[id, status, partner.id, partner.name, partner.email, commissions],
      ...[amount(clawedMinor), amount(amountMinor), currency.toUpperCase()],
    ]),
  );
}
