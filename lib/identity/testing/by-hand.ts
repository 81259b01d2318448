import { expect } from 'vitest';
import { getPool } from '@/lib/db/client';
import { inMonth } from '@/lib/inbox/examples/testing/figures';
import { ledgerDigest } from '@/lib/inbox/ledger-digest';
import { rebuildWorkspace } from '@/lib/inbox/rebuild';
import { startHarness } from '@/lib/inbox/testing/harness';
import { event, invoice } from '@/lib/inbox/testing/stripe-objects';
import { undoAction } from '../actions/undo-action';
import { addAlias, mergePeople } from '../aliases/add-alias';
import { linkCustomer, unlinkCustomer } from '../pins/link-customer';

export const connectionId = 'default';
const WHEN = '2026-03-10T12:00:00Z';

/** A customer who bought for 10 dollars. */
export const bought = (id: string, userId: string | null, { email = null as string | null, livemode = true } = {}) => [
  event(
    'customer.created',
    WHEN,
    { id, object: 'customer', email, metadata: userId === null ? {} : { user_id: userId } },
    { livemode },
  ),
  event('invoice.paid', WHEN, invoice(`in_${id}`, id, 1000, WHEN, { livemode }), { livemode }),
];

/** A workspace, and what can be done about identities in it by hand. */
export async function startByHand() {
  const harness = await startHarness();
  const { workspaceId } = harness.account;
  const actor = { workspaceId, userId: null };
  const live = { livemode: true };
  const tables = async () => (await ledgerDigest(getPool(), workspaceId)).tables;
  return {
    harness,
    actor,
    reset: async () => {
      await harness.reset();
      await getPool().query(
        'truncate owner_identifier, shared_identifier, identity_pin, person_alias, identity_action, person_move, identity_mapping',
      );
    },
    /** Of everything derived. */
    digest: tables,
    expectRebuilt: async () => {
      const before = await tables();
      await rebuildWorkspace(workspaceId);
      expect(await tables()).toEqual(before);
    },
    /** In March. */
    buyers: async () => (await inMonth(harness.account, 'buyers-by-product', '2026-03')).value,
    /** "u1 by metadata:user_id" */
    personOf: async (customer: string) => {
      const { rows } = await getPool().query<{ said: string }>(
        "select person_id || ' by ' || resolved_by as said from ledger_owner where workspace_id = $1 and id = $2",
        [workspaceId, customer],
      );
      return rows[0]?.said;
    },
    link: (customerId: string, personId: string, reason?: string) =>
      linkCustomer(actor, { connectionId, customerId, personId, reason }),
    unlink: (customerId: string) => unlinkCustomer(actor, { connectionId, customerId }),
    merge: (alias: string, to: string) => mergePeople(actor, { ...live, alias, to }),
    alias: (alias: string, to: string) => addAlias(actor, { ...live, alias, to }),
    undo: (id: string | null) => undoAction(actor, id ?? ''),
  };
}
