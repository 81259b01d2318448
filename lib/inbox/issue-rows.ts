import type { OwnerLedger } from '@/lib/ledger/fold-owner';
import { cleanJson } from './clean-text';
import type { OwnerScope, Row } from './ledger-rows';

/** An owner's ledger, or what went wrong with it. */
export type Folded = OwnerLedger & { failure?: string };

/** What could not be read or counted of an owner, by name; `left` amounts were left out. */
export function issueRows(owner: OwnerScope, folded: Folded | null, left: number): Row[] {
  const found = (folded?.issues ?? []).map((issue) => ({ ...issue, kind: issue.kind as string }));
  if (folded?.failure)
    found.push({
      kind: 'fold_failed',
      objectId: owner.ownerId,
      message: `the ledger of this customer could not be computed: ${folded.failure}`,
    });
  if (left > 0)
    found.push({
      kind: 'amount_out_of_range',
      objectId: owner.ownerId,
      message: `${left} amounts are too large to be money and are left out`,
    });
  return found.map(({ kind, objectId, message }) =>
    cleanJson({
      workspace_id: owner.workspaceId,
      connection_id: owner.connectionId,
      owner_id: owner.ownerId,
      id: `${kind}:${objectId}`,
      kind,
      object_id: objectId,
      message,
    }),
  );
}
