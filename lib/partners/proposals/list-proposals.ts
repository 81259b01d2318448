import { z } from 'zod';
import { queryRows } from '@/lib/db/query-rows';
import { toNumber } from '@/lib/reports/to-number';
import { COMMISSION_COLUMNS, COMMISSION_FROM, commissionRow, toCommission } from '../commissions/commission-rows';
import type { proposalQuery } from '../inputs';
import type { Proposal } from '../shapes';

const row = commissionRow.extend({
  proposalId: z.string(),
  earned: z.bigint(),
  proposed: z.bigint(),
  why: z.string(),
  state: z.enum(['open', 'accepted', 'dismissed', 'obsolete']),
  decidedBy: z.string().nullable(),
  decidedAt: z.date().nullable(),
  createdAt: z.date(),
});

const MOST = 500;

/** Changes that would alter what was paid: those that wait, the newest first, then those decided last. */
export async function listProposals(
  workspaceId: string,
  { status }: z.output<typeof proposalQuery>,
): Promise<{ proposals: Proposal[] }> {
  const rows = await queryRows(row, {
    text: `select ${COMMISSION_COLUMNS}, n.id as "proposalId", n.earnings_minor as earned, n.proposed_minor as proposed, n.reason as why,
        n.status as state, coalesce(u.name, u.email) as "decidedBy", n.decided_at as "decidedAt", n.created_at as "createdAt"
      from ${COMMISSION_FROM} join commission_proposal n on n.workspace_id = c.workspace_id and n.commission_id = c.id
      left join app_user u on u.id = n.decided_by_id
      where c.workspace_id = $1 and ($2::text[] is null or n.status = any($2::text[]))
      order by n.decided_at desc nulls first, n.created_at desc, n.id limit ${MOST}`,
    values: [workspaceId, status === 'decided' ? ['accepted', 'dismissed'] : status ? [status] : null],
  });
  return {
    proposals: rows.map(
      ({ proposalId, earned, proposed, why, state, decidedBy, decidedAt, createdAt, ...commission }) => ({
        id: proposalId,
        commission: toCommission(commission),
        earningsMinor: toNumber(earned) ?? 0,
        proposedMinor: toNumber(proposed) ?? 0,
        reason: why,
        status: state,
        decidedBy,
        decidedAt: decidedAt?.toISOString() ?? null,
        createdAt: createdAt.toISOString(),
      }),
    ),
  };
}
