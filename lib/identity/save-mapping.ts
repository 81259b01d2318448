import type pg from 'pg';
import { z } from 'zod';
import { inTransaction } from '@/lib/db/in-transaction';
import { lockProjection } from '@/lib/db/projection-lock';
import { deriveBuyers } from './derive-buyers';
import { deriveCohorts, type OwnerChange } from './derive-cohorts';
import { resolvePerson } from './resolve-person';
import type { IdentityRule } from './types';

export interface MappingChange {
  workspaceId: string;
  connectionId: string;
  rules: IdentityRule[];
  userId: string | null;
  reason?: string;
}

export interface MappingResult {
  version: number;
  customers: number;
  /** Customers that stand for another person than before. */
  moved: number;
}

const PAGE = 2000;
const ownerRow = z.object({
  id: z.string(),
  email: z.string().nullable(),
  metadata: z.record(z.string(), z.string()),
  emails: z.array(z.string()),
  person_id: z.string(),
  resolved_by: z.string(),
});

/**
 * Saves the rules as the connection's next version and resolves all its customers anew, with everything that counts people,
 * in one transaction: readers see the old people until all have moved.
 */
export function saveIdentityMapping({
  workspaceId,
  connectionId,
  rules,
  userId,
  reason,
}: MappingChange): Promise<MappingResult> {
  return inTransaction(async (tx) => {
    await lockProjection(tx, workspaceId);
    const version = await tx.query<{ version: number }>(
      `insert into identity_mapping (workspace_id, connection_id, version, rules, created_by_id, reason)
       select $1, $2, coalesce(max(version), 0) + 1, $3, $4, $5 from identity_mapping where workspace_id = $1 and connection_id = $2
       returning version`,
      [workspaceId, connectionId, JSON.stringify(rules), userId, reason ?? null],
    );
    const owners: OwnerChange[] = [];
    const people = new Set<string>();
    let [customers, after] = [0, ''];
    for (;;) {
      const page = await tx.query(
        `select id, email, metadata, emails, person_id, resolved_by from ledger_owner
         where workspace_id = $1 and connection_id = $2 and id > $3 order by id limit $4`,
        [workspaceId, connectionId, after, PAGE],
      );
      const found = z.array(ownerRow).parse(page.rows);
      const last = found.at(-1);
      if (!last) break;
      after = last.id;
      customers += found.length;
      owners.push(...(await resolvePage(tx, { workspaceId, connectionId }, found, rules, people)));
    }
    await deriveBuyers(tx, workspaceId, [...people]);
    await deriveCohorts(tx, { workspaceId, connectionId, owners, people: [...people], entries: [] });
    return { version: version.rows[0]?.version ?? 1, customers, moved: owners.length };
  });
}

/** Returns the owners that now stand for another person. */
async function resolvePage(
  tx: pg.ClientBase,
  { workspaceId, connectionId }: { workspaceId: string; connectionId: string },
  owners: readonly z.output<typeof ownerRow>[],
  rules: readonly IdentityRule[],
  people: Set<string>,
): Promise<OwnerChange[]> {
  const changed = owners
    .map((owner) => ({ owner, now: resolvePerson(owner, rules) }))
    .filter(({ owner, now }) => owner.person_id !== now.personId || owner.resolved_by !== now.resolvedBy);
  const moved = changed.filter(({ owner, now }) => owner.person_id !== now.personId);
  for (const { owner, now } of moved) people.add(owner.person_id).add(now.personId);
  await tx.query(
    `update ledger_owner o set person_id = c.person_id, resolved_by = c.resolved_by
     from unnest($3::text[], $4::text[], $5::text[]) as c(id, person_id, resolved_by)
     where o.workspace_id = $1 and o.connection_id = $2 and o.id = c.id`,
    [
      workspaceId,
      connectionId,
      changed.map(({ owner }) => owner.id),
      changed.map(({ now }) => now.personId),
      changed.map(({ now }) => now.resolvedBy),
    ],
  );
  return moved.map(({ owner }) => ({ ownerId: owner.id, personBefore: owner.person_id }));
}
