import { z } from 'zod';
import { inTransaction } from '@/lib/db/in-transaction';
import { queryRows } from '@/lib/db/query-rows';
import { groupBy } from '@/lib/group-by';
import { type IdentityInForce, loadIdentityInForce, resolveOwners } from '../identity-in-force';
import { CONFLICT_POLICIES, claims } from '../types';
import { type ConflictScope, CUSTOMER, customerRow } from './conflict-scope';
import type { RivalsConflict } from './conflict-shapes';
import { RIVALS } from './conflict-sql';

const row = customerRow.extend({ people: z.array(z.string()), claims });
type Row = z.output<typeof row>;
type Outcomes = RivalsConflict['outcomes'];

/** Customers whose objects name several people, with what they say and what each policy would make of it. */
export async function loadRivals({ workspaceId, livemode, search, after, limit }: ConflictScope) {
  const [connectionId = '', customerId = ''] = after;
  const rows = await queryRows(row, {
    text: `select ${CUSTOMER}, r.people, o.claims from (${RIVALS}) r
      join ledger_owner o on o.workspace_id = $1 and o.connection_id = r.connection_id and o.id = r.owner_id
      where (r.connection_id, r.owner_id) > ($3, $4)
        and ($5 = '' or position($5 in lower(concat_ws(E'\\n', o.id, o.name, o.email, array_to_string(r.people, E'\\n')))) > 0)
      order by r.connection_id, r.owner_id limit $6`,
    values: [workspaceId, livemode, connectionId, customerId, search, limit],
  });
  const outcomes = await tryPolicies({ workspaceId, livemode }, rows);
  return rows.map(({ claims: said, ...customer }): RivalsConflict => {
    const deciding = said.filter(({ field }) => field === fieldOf(customer.resolvedBy));
    return {
      ...customer,
      kind: 'rivals',
      evidence: deciding
        .sort((a, b) => a.first - b.first)
        .map(({ field: _, past = false, active = false, ...claim }) => ({ ...claim, past, active })),
      outcomes: outcomes.get(keyOf(customer)) ?? allSame(customer.personId),
    };
  });
}

/** "metadata:user_id" is found in the field "metadata.user_id". */
const fieldOf = (resolvedBy: string) => resolvedBy.replace(/^metadata:/, 'metadata.');
const keyOf = ({ connectionId, customerId }: { connectionId: string; customerId: string }) =>
  `${connectionId} ${customerId}`;
const allSame = (id: string): Outcomes => ({ transfer: id, transfer_if_inactive: id, keep_original: id, share: id });

/** Whom each customer would stand for by each policy. */
async function tryPolicies(
  { workspaceId, livemode }: { workspaceId: string; livemode: boolean },
  rows: readonly Row[],
): Promise<Map<string, Outcomes>> {
  const outcomes = new Map(rows.map((customer) => [keyOf(customer), allSame(customer.personId)]));
  if (rows.length === 0) return outcomes;
  await inTransaction(async (tx) => {
    const inForce = await loadIdentityInForce(tx, workspaceId);
    for (const [connectionId, customers] of groupBy(rows, (customer) => customer.connectionId))
      for (const policy of CONFLICT_POLICIES) {
        const owners = customers.map((customer) => ({ ...customer, id: customer.customerId, livemode }));
        const resolved = await resolveOwners(tx, { workspaceId, connectionId }, byPolicy(inForce, policy), owners);
        for (const customer of customers) {
          const found = outcomes.get(keyOf(customer));
          const personId = resolved.get(customer.customerId)?.personId;
          if (found && personId !== undefined) found[policy] = personId;
        }
      }
  });
  return outcomes;
}

const byPolicy = (inForce: IdentityInForce, conflictPolicy: keyof Outcomes): IdentityInForce => ({
  ...inForce,
  hasPins: false,
  mapping: (connectionId) => {
    const mapping = inForce.mapping(connectionId);
    return { ...mapping, settings: { ...mapping.settings, conflictPolicy } };
  },
});
