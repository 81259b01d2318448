import type pg from 'pg';
import { getPool } from '@/lib/db/client';
import { groupBy } from '@/lib/group-by';
import { breather } from '@/lib/inbox/breather';
import { loadFoldSettings } from '@/lib/inbox/load-fold-settings';
import { loadTerms } from '@/lib/inbox/load-terms';
import { loadVersions } from '@/lib/inbox/load-versions';
import type { Definitions } from '@/lib/ledger/definitions';
import type { AnyVersion } from '@/lib/ledger/facts';
import { foldSpans, type OwnerProfile, type OwnerSpans } from '@/lib/ledger/fold-owner';

/** One customer, with its spans under each of the definitions, in their order. */
export interface PreviewedOwner {
  connectionId: string;
  ownerId: string;
  profile: OwnerProfile;
  variants: OwnerSpans[];
  /** Who the customer is. */
  person: string;
}

const OWNERS_PER_PAGE = 200;

/**
 * Folds every customer of a workspace under other definitions, without writing anything: one after the other, a page in
 * memory at a time, all as of one instant. The ledger and the figures stay what they are.
 */
export async function foldWorkspace(
  workspaceId: string,
  definitions: readonly Definitions[],
  visit: (owner: PreviewedOwner) => void,
): Promise<void> {
  const client = await getPool().connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    const settings = await loadFoldSettings(client, workspaceId);
    const breathe = breather();
    for await (const { connectionId, owners } of ownerPages(client, workspaceId)) {
      const scope = { workspaceId, connectionId };
      const versions = await loadVersions(client, scope, owners);
      const catalog = await loadTerms(client, scope, [...versions.values()].flat());
      const people = await loadPeople(client, scope, owners);
      const contexts = definitions.map((chosen) => ({ ...settings, ...catalog, definitions: chosen }));
      for (const [ownerId, list] of versions) {
        await breathe();
        const folded = foldSafely(list, contexts);
        if (folded) visit({ connectionId, ownerId, ...folded, person: people.get(ownerId) ?? ownerId });
      }
    }
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => {});
    throw error;
  } finally {
    client.release();
  }
}

async function* ownerPages(client: pg.ClientBase, workspaceId: string) {
  let [connection, owner] = ['', ''];
  for (;;) {
    const page = await client.query<{ connection_id: string; owner_id: string }>(
      `select distinct connection_id, owner_id from object_version
       where workspace_id = $1 and (connection_id, owner_id) > ($2, $3) and owner_id <> '' order by 1, 2 limit $4`,
      [workspaceId, connection, owner, OWNERS_PER_PAGE],
    );
    const last = page.rows.at(-1);
    if (!last) return;
    for (const [connectionId, rows] of groupBy(page.rows, ({ connection_id }) => connection_id))
      yield { connectionId, owners: rows.map(({ owner_id }) => owner_id) };
    [connection, owner] = [last.connection_id, last.owner_id];
  }
}

/** Who cannot be folded has no MRR in the ledger either, and is named there. */
function foldSafely(versions: readonly AnyVersion[], contexts: Parameters<typeof foldSpans>[1]) {
  try {
    return foldSpans(versions, contexts);
  } catch {
    return null;
  }
}

async function loadPeople(
  client: pg.ClientBase,
  { workspaceId, connectionId }: { workspaceId: string; connectionId: string },
  owners: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await client.query<{ id: string; person_id: string }>(
    'select id, person_id from ledger_owner where workspace_id = $1 and connection_id = $2 and id = any($3)',
    [workspaceId, connectionId, owners],
  );
  return new Map(rows.map(({ id, person_id }) => [id, person_id]));
}
