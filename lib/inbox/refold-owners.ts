import type pg from 'pg';
import { attributeOwners, attributionKey } from '@/lib/attribution/attribute-owners';
import { staleAttributions } from '@/lib/attribution/stale-attributions';
import type { Attribution } from '@/lib/attribution/types';
import { resolveOwners, type Unresolved } from '@/lib/identity/identity-in-force';
import type { ResolvedPerson } from '@/lib/identity/types';
import { isAccountOwner } from '@/lib/ledger/account-fees';
import type { AnyVersion } from '@/lib/ledger/facts';
import { foldOwner } from '@/lib/ledger/fold-owner';
import { attributableOf } from './attributable-of';
import type { CreditCause } from './attribution-changes';
import { breather } from './breather';
import type { FoldSettings } from './fold-settings';
import type { Folded } from './issue-rows';
import { Changes } from './ledger-changes';
import { loadTerms } from './load-terms';
import { loadVersions } from './load-versions';
import { pagesOf } from './pages-of';
import { runOverlapping } from './run-overlapping';
import { loadStored, nothingStored } from './write-ledger';

/** As many as are held in memory with all their versions. */
const OWNERS_AT_ONCE = 100;

/**
 * Derives these owners' ledgers again from all their versions and writes the difference, to the rows and to the rollups.
 * Owners whose rows come out the same cost a read and no write. Tells whether any row came out another.
 */
export function refoldOwners(
  tx: pg.ClientBase,
  settings: FoldSettings,
  connectionId: string,
  ownerIds: readonly string[],
  cause: CreditCause = 'facts',
): Promise<boolean> {
  return foldOwners(tx, settings, connectionId, ownerIds, { before: 'rows', rollups: 'adjust', cause });
}

interface Folding {
  before: 'rows' | 'none';
  rollups: 'adjust' | 'later';
  /** Why sales may be credited otherwise than before; null where nothing stood before, as in a ledger made afresh. */
  cause?: CreditCause | null;
}

/** While the rows of some owners are written, others are folded, and the facts of the next are read. */
export async function foldOwners(
  tx: pg.ClientBase,
  settings: FoldSettings,
  connectionId: string,
  ownerIds: readonly string[],
  { before, rollups, cause = before === 'rows' ? 'facts' : null }: Folding,
): Promise<boolean> {
  if (ownerIds.length === 0) return false;
  const scope = { workspaceId: settings.workspaceId, connectionId };
  const changes = new Changes(settings, scope, rollups, cause);
  const breathe = breather();
  const pages = pagesOf(ownerIds, OWNERS_AT_ONCE);
  const load = async (owners: readonly string[]) => {
    const versions = await loadVersions(tx, scope, owners);
    const catalog = await loadTerms(tx, scope, [...versions.values()].flat());
    const stored = before === 'rows' ? await loadStored(tx, scope, owners) : null;
    return { versions, catalog, stored };
  };
  await runOverlapping(async (start) => {
    let next = load(pages[0] ?? []);
    let writing = Promise.resolve();
    for (const [index, owners] of pages.entries()) {
      const { versions, catalog, stored } = await next;
      const following = pages[index + 1];
      if (following) next = start(load(following));
      const ledgers = new Map<string, Folded | null>();
      for (const ownerId of owners) {
        await breathe();
        ledgers.set(ownerId, foldSafely(versions.get(ownerId) ?? [], { ...catalog, ...settings }));
      }
      await writing;
      const people = await resolveOwners(tx, scope, settings.identity, profilesOf(ledgers));
      const credited = await attributionsOf(tx, settings, connectionId, { ledgers, people });
      for (const [ownerId, folded] of ledgers)
        changes.owner(ownerId, {
          folded,
          resolved: people.get(ownerId),
          attribution: credited.get(ownerId) ?? null,
          stored: stored?.get(ownerId) ?? nothingStored(),
        });
      writing = start(changes.writeRows(tx));
    }
    await writing;
  });
  await changes.writeRollups(tx);
  if (rollups === 'later') return changes.any;
  await changes.settleIdentity(tx);
  // Other customers of the same people may be credited otherwise by what was learned of these.
  const stale = await staleAttributions(tx, settings, [...changes.credited]);
  for (const [id, owners] of stale)
    if (await foldOwners(tx, settings, id, owners, { before, rollups, cause })) changes.any = true;
  return changes.any;
}

/** To what the sales of folded customers are credited, by customer. */
export async function attributionsOf(
  tx: pg.ClientBase,
  { workspaceId, attribution }: FoldSettings,
  connectionId: string,
  {
    ledgers,
    people,
  }: Readonly<{ ledgers: ReadonlyMap<string, Folded | null>; people: ReadonlyMap<string, ResolvedPerson> }>,
): Promise<Map<string, Attribution | null>> {
  const asked = [...ledgers].flatMap(([ownerId, folded]) => {
    const resolved = people.get(ownerId);
    return folded && resolved && !isAccountOwner(ownerId)
      ? attributableOf({ connectionId, ownerId }, folded, resolved)
      : [];
  });
  const found = await attributeOwners(tx, workspaceId, attribution, asked);
  return new Map(asked.map((owner) => [owner.id, found.get(attributionKey(owner)) ?? null]));
}

/** Of folded owners, what their persons are found by. */
export const profilesOf = (ledgers: ReadonlyMap<string, Folded | null>): Unresolved[] =>
  [...ledgers].flatMap(([id, folded]) =>
    folded ? [{ id, livemode: folded.profile.livemode, claims: folded.profile.claims }] : [],
  );

/** A fault in one owner's facts is named and holds up nobody else. */
export function foldSafely(versions: readonly AnyVersion[], context: Parameters<typeof foldOwner>[1]): Folded | null {
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
