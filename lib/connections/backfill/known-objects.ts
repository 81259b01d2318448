import { z } from 'zod';
import { queryRows } from '@/lib/db/query-rows';
import { textArray } from '@/lib/db/text-array';
import type { Connection } from '../stripe-reader';
import { extractSnapshot, type Snapshot } from './prepare-snapshot';

/** What is known of an object before it is read again. */
interface Known {
  digest: string | null;
  readAt: Date | null;
  /** When its newest version happened, and all versions of that moment, as the ledger reads them, where they matter. */
  versionAt: Date | null;
  bodies: string[];
}

/** Which of these snapshots are to be kept, and why. */
export interface Sorted {
  /** Tell something that is not known yet. */
  news: Snapshot[];
  /** Only their digest is new: the ledger reads the same of them. */
  echoes: Snapshot[];
  /** Of all of them, how many are of objects that nothing was known of. */
  unknown: number;
}

/**
 * A snapshot is news unless the same was read before and nothing has happened since, or the newest version already says
 * what the ledger reads of it.
 */
export async function sortSnapshots(connection: Connection, snapshots: readonly Snapshot[]): Promise<Sorted> {
  const known = await loadKnown(connection, snapshots);
  const sorted: Sorted = { news: [], echoes: [], unknown: 0 };
  for (const snapshot of snapshots) {
    const before = known.get(keyOf(snapshot));
    if (!before) {
      sorted.unknown += 1;
      sorted.news.push(snapshot);
    } else if (wasRead(before, snapshot)) continue;
    else if (isSaid(before, snapshot)) sorted.echoes.push(snapshot);
    else sorted.news.push(snapshot);
  }
  return sorted;
}

const wasRead = ({ digest, readAt, versionAt }: Known, snapshot: Snapshot): boolean =>
  digest === snapshot.digest && readAt !== null && (versionAt === null || versionAt <= readAt);

/** Compared as text, as the versions are stored. */
function isSaid({ bodies }: Known, snapshot: Snapshot): boolean {
  if (bodies.length === 0) return false;
  const version = extractSnapshot(snapshot);
  return version !== undefined && bodies.includes(JSON.stringify(version.body));
}

const keyOf = ({ kind, objectId }: { kind: string; objectId: string }) => `${kind} ${objectId}`;

const knownRow = z.object({
  kind: z.string(),
  object_id: z.string(),
  digest: z.string().nullable(),
  read_at: z.date().nullable(),
  version_at: z.date().nullable(),
  bodies: z.array(z.string()).nullable(),
});

/**
 * Row by row, so that a page costs the same however much is known; what versions say is read only where the digest does not
 * decide. Versions name checkout sessions by a shorter word.
 */
const KNOWN = `
  select r.kind, r.object_id, p.digest, p.read_at, v.occurred_at as version_at,
    case when p.digest is distinct from r.digest or p.read_at < v.occurred_at then (
      select array_agg(body::text) from object_version
      where workspace_id = $1 and connection_id = $2 and kind = r.version_kind and object_id = r.object_id
        and occurred_at = v.occurred_at
    ) end as bodies
  from (
    select kind, object_id, digest, case kind when 'checkout.session' then 'session' else kind end as version_kind
    from unnest($3::text[], $4::text[], $5::text[]) as r(kind, object_id, digest)
  ) r
  left join lateral (
    select digest, read_at from pulled_object
    where workspace_id = $1 and connection_id = $2 and kind = r.kind and object_id = r.object_id limit 1
  ) p on true
  left join lateral (
    select occurred_at from object_version
    where workspace_id = $1 and connection_id = $2 and kind = r.version_kind and object_id = r.object_id
    order by occurred_at desc limit 1
  ) v on true
  where p.digest is not null or v.occurred_at is not null`;

async function loadKnown(
  { workspaceId, id }: Connection,
  snapshots: readonly Snapshot[],
): Promise<ReadonlyMap<string, Known>> {
  const column = (read: (snapshot: Snapshot) => string) => textArray(snapshots.map(read));
  const objects = [column(({ kind }) => kind), column(({ objectId }) => objectId), column(({ digest }) => digest)];
  const rows = await queryRows(knownRow, { text: KNOWN, values: [workspaceId, id, ...objects] });
  return new Map(
    rows.map(({ kind, object_id, digest, read_at, version_at, bodies }) => [
      keyOf({ kind, objectId: object_id }),
      { digest, readAt: read_at, versionAt: version_at, bodies: bodies ?? [] },
    ]),
  );
}
