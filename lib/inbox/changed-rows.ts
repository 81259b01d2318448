import type { Row, Sealed } from './ledger-rows';
import type { LedgerTable } from './write-ledger';

/** What is to be written of some owners. */
export interface ChangedRows {
  ownerIds: string[];
  owners: Row[];
  issues: Row[];
  added: Record<LedgerTable, Sealed[]>;
  /** Keys of rows that no longer stand. */
  gone: Record<LedgerTable, string[][]>;
}

export const noRows = (): ChangedRows => ({
  ownerIds: [],
  owners: [],
  issues: [],
  added: { ledger_entry: [], mrr_span: [], series_span: [], sale: [] },
  gone: { ledger_entry: [], mrr_span: [], series_span: [], sale: [] },
});
