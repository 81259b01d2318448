import { formatMoney } from '@/lib/money/format';
import type { DerivedTable } from '@/lib/workspace/replay-shapes';

const TABLES: Record<DerivedTable, string> = {
  ledger_entry: 'Ledger entry',
  mrr_span: 'MRR',
  series_span: 'Beside MRR',
  sale: 'Sale',
  ledger_owner: 'Customer',
  ledger_issue: 'Not computed',
};

/** "Ledger entry: sale gross". */
export function rowKind(table: DerivedTable, measure: string): string {
  const name = TABLES[table];
  const isSaid = table === 'mrr_span' || table === 'sale' || table === 'ledger_owner';
  return isSaid ? name : `${name}: ${measure.replaceAll('_', ' ')}`;
}

/** Money of a row; counts and people have none. */
export const rowMoney = (minor: number | null, currency: string, sign = false): string =>
  minor === null || currency === '' ? '–' : formatMoney(minor, currency, { sign });
