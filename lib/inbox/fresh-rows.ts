import type pg from 'pg';
import { resolveOwners } from '@/lib/identity/identity-in-force';
import type { FoldSettings } from './fold-settings';
import { Changes } from './ledger-changes';
import { loadTerms } from './load-terms';
import { loadVersions } from './load-versions';
import { attributionsOf, foldSafely, profilesOf } from './refold-owners';
import { type LedgerTable, nothingStored } from './write-ledger';

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
  const changes = new Changes(settings, scope, 'later', null);
  const context = { ...catalog, ...settings };
  const ledgers = new Map(ownerIds.map((id) => [id, foldSafely(versions.get(id) ?? [], context)] as const));
  const people = await resolveOwners(tx, scope, settings.identity, profilesOf(ledgers));
  const credited = await attributionsOf(tx, settings, connectionId, { ledgers, people });
  for (const [ownerId, folded] of ledgers)
    changes.owner(ownerId, {
      ...{ folded, resolved: people.get(ownerId), attribution: credited.get(ownerId) ?? null },
      stored: nothingStored(),
    });
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
