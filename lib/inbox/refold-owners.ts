import type pg from 'pg';
import type { AnyVersion } from '@/lib/ledger/facts';
import { foldOwner } from '@/lib/ledger/fold-owner';
import { breather } from './breather';
import type { FoldSettings } from './fold-settings';
import { Changes, type Folded } from './ledger-changes';
import { loadTerms } from './load-terms';
import { loadVersions } from './load-versions';
import { loadStored } from './write-ledger';

/** As many as are held in memory with all their versions. */
const OWNERS_AT_ONCE = 100;

/**
 * Derives these owners' ledgers again from all their versions and writes the difference, to the rows and to the rollups.
 * Owners whose rows come out the same cost a read and no write.
 */
export async function refoldOwners(
  tx: pg.ClientBase,
  settings: FoldSettings,
  connectionId: string,
  ownerIds: readonly string[],
  rollups: 'adjust' | 'later' = 'adjust',
): Promise<void> {
  if (ownerIds.length === 0) return;
  const scope = { workspaceId: settings.workspaceId, connectionId };
  const changes = new Changes(settings);
  const breathe = breather();
  for (let start = 0; start < ownerIds.length; start += OWNERS_AT_ONCE) {
    const page = ownerIds.slice(start, start + OWNERS_AT_ONCE);
    const versions = await loadVersions(tx, scope, page);
    const catalog = await loadTerms(tx, scope, [...versions.values()].flat());
    const stored = await loadStored(tx, scope, page);
    for (const ownerId of page) {
      await breathe();
      const list = versions.get(ownerId) ?? [];
      const folded = foldSafely(list, { ...catalog, ...settings });
      changes.owner(
        { ...scope, ownerId },
        folded,
        stored.get(ownerId) ?? { entries: [], spans: [], beside: [], sales: [], person: null },
      );
    }
  }
  await changes.write(tx, scope, rollups);
}

/** A fault in one owner's facts is named and holds up nobody else. */
function foldSafely(versions: readonly AnyVersion[], context: Parameters<typeof foldOwner>[1]): Folded | null {
  if (versions.length === 0) return null;
  try {
    return foldOwner(versions, context);
  } catch (error) {
    const empty = foldOwner([], context);
    const livemode = versions[0]?.livemode ?? true;
    return {
      ...empty,
      profile: { ...empty.profile, livemode },
      failure: error instanceof Error ? error.message : 'unknown error',
    };
  }
}
