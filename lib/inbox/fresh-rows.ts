import type pg from 'pg';
import type { FoldSettings } from './fold-settings';
import { Changes } from './ledger-changes';
import { loadTerms } from './load-terms';
import { loadVersions } from './load-versions';
import { foldSafely, NOTHING } from './refold-owners';
import type { LedgerTable } from './write-ledger';

/** The rows of some customers as their facts come to, by table, each as the JSON that is written of it. */
export type FreshRows = Record<LedgerTable | 'ledger_owner' | 'ledger_issue', string[]>;

/** Folds these customers from all their versions and writes nothing. */
export async function freshRows(
  tx: pg.ClientBase,
  settings: FoldSettings,
  connectionId: string,
  ownerIds: readonly string[],
): Promise<FreshRows> {
  const scope = { workspaceId: settings.workspaceId, connectionId };
  const versions = await loadVersions(tx, scope, ownerIds);
  const catalog = await loadTerms(tx, scope, [...versions.values()].flat());
  const changes = new Changes(settings, scope, 'later');
  for (const ownerId of ownerIds)
    changes.owner(ownerId, foldSafely(versions.get(ownerId) ?? [], { ...catalog, ...settings }), NOTHING);
  const { added, owners, issues } = changes.takeRows();
  const texts = (rows: readonly { json: string }[]) => rows.map(({ json }) => json);
  return {
    ledger_entry: texts(added.ledger_entry),
    mrr_span: texts(added.mrr_span),
    series_span: texts(added.series_span),
    sale: texts(added.sale),
    ledger_owner: owners.map((row) => JSON.stringify(row)),
    ledger_issue: issues.map((row) => JSON.stringify(row)),
  };
}
