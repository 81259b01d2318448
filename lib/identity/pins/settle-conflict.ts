import { AppError } from '@/lib/errors';
import { type Actor, byHand } from '../actions/by-hand';
import type { Done } from '../actions/done';
import { logAction } from '../actions/log-action';
import type { ConflictPolicy } from '../types';
import { type CustomerRef, requireCustomer, setPin } from './pin';

type Wish = CustomerRef & { policy: ConflictPolicy; reason?: string | undefined };

/** Settles which of the ids that one customer carries is its person's, by a policy of its own. */
export function settleConflict(actor: Actor, { policy, reason, ...customer }: Wish): Promise<Done> {
  return byHand(actor.workspaceId, async (tx) => {
    const { livemode, personId, rivals, pin } = await requireCustomer(tx, actor.workspaceId, customer);
    if (rivals.length === 0)
      throw new AppError('conflict', `“${customer.customerId}” has one id: there is nothing to settle.`, 'customerId');
    const moved = await setPin(tx, actor, {
      ...customer,
      settledBefore: Boolean(pin?.policy),
      to: { personId: null, policy },
    });
    const actionId = await logAction(tx, actor, {
      ...{ kind: 'policy', livemode, connectionId: customer.connectionId, subject: customer.customerId, reason },
      before: { pin, person: personId },
      decision: { policy, people: [personId, ...rivals].sort() },
    });
    return { actionId, changed: true, moved: moved ? 1 : 0 };
  });
}
