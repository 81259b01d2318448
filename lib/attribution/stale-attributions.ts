import type pg from 'pg';
import { z } from 'zod';
import { textArray } from '@/lib/db/text-array';
import { groupBy } from '@/lib/group-by';
import { attributables, attributeOwners, attributionKey } from './attribute-owners';
import type { AttributionInForce } from './attribution-in-force';
import { sameAttribution } from './same-attribution';
import { attribution } from './types';

interface Settings {
  workspaceId: string;
  attribution: AttributionInForce;
}

const keptRow = z.object({ connectionId: z.string(), id: z.string(), attribution: attribution.nullable() });

/**
 * Of people with several customers, those customers whose sales are not credited as what is stored of the person comes to, by
 * connection.
 */
export async function staleAttributions(
  tx: pg.ClientBase,
  settings: Settings,
  people: readonly string[],
): Promise<Map<string, string[]>> {
  if (!settings.attribution.isUsed || people.length === 0) return new Map();
  const { rows } = await tx.query<{ person_id: string }>({
    name: 'people-of-several',
    text: `select person_id from ledger_owner where workspace_id = $1 and person_id = any($2::text[])
      group by person_id having count(*) > 1`,
    values: [settings.workspaceId, textArray(people)],
  });
  return staleOf(
    tx,
    settings,
    rows.map(({ person_id }) => person_id),
  );
}

/** Of all customers of these people. */
export async function staleOf(
  tx: pg.ClientBase,
  { workspaceId, attribution: inForce }: Settings,
  people: readonly string[],
): Promise<Map<string, string[]>> {
  if (people.length === 0) return new Map();
  const owners = await attributables(tx, workspaceId, people);
  const due = await attributeOwners(tx, workspaceId, inForce, owners);
  const { rows } = await tx.query({
    name: 'attributions-of',
    text: `select connection_id as "connectionId", id, attribution from ledger_owner
      where workspace_id = $1 and person_id = any($2::text[])`,
    values: [workspaceId, textArray(people)],
  });
  const kept = z.array(keptRow).parse(rows);
  const stale = kept.filter((owner) => !sameAttribution(owner.attribution, due.get(attributionKey(owner)) ?? null));
  return new Map(
    [...groupBy(stale, ({ connectionId }) => connectionId)].map(([id, list]) => [id, list.map((owner) => owner.id)]),
  );
}
