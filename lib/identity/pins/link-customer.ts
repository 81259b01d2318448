import { AppError } from '@/lib/errors';
import { type Actor, byHand } from '../actions/by-hand';
import type { Done } from '../actions/done';
import { logAction } from '../actions/log-action';
import { namedId } from '../actions/named-id';
import { personOf } from '../aliases/alias-links';
import { type CustomerRef, requireCustomer, setPin } from './pin';

type Wish = CustomerRef & { reason?: string | undefined };

/** Says that a customer is this person, whatever the rules find. */
export function linkCustomer(actor: Actor, { personId, ...wish }: Wish & { personId: string }): Promise<Done> {
  const person = namedId(personId, 'personId');
  return pinTo(actor, wish, { kind: 'link', person });
}

/** Takes a customer from the person it stands for: it stands for itself from now on, under its own id. */
export function unlinkCustomer(actor: Actor, wish: Wish): Promise<Done> {
  return pinTo(actor, wish, { kind: 'unlink', person: wish.customerId });
}

function pinTo(
  actor: Actor,
  { connectionId, customerId, reason }: Wish,
  { kind, person }: { kind: 'link' | 'unlink'; person: string },
): Promise<Done> {
  return byHand(actor.workspaceId, async (tx) => {
    const customer = { connectionId, customerId };
    const now = await requireCustomer(tx, actor.workspaceId, customer);
    const { livemode, pin, personId } = now;
    if (kind === 'unlink') {
      if (personId === customerId)
        throw new AppError('conflict', `“${customerId}” stands for itself already.`, 'customerId');
      const self = await personOf(tx, { ...actor, livemode }, customerId);
      if (self !== customerId)
        throw new AppError(
          'conflict',
          `“${customerId}” was merged into “${self}”: split the two people instead.`,
          'customerId',
        );
    }
    if (pin?.personId === person) return { actionId: null, changed: false, moved: 0 };
    const to = { personId: person, policy: null };
    const moved = await setPin(tx, actor, { ...customer, settledBefore: Boolean(pin?.policy), to });
    const actionId = await logAction(tx, actor, {
      ...{ kind, livemode, connectionId, subject: customerId, personId: person, reason },
      before: { pin, person: personId },
    });
    return { actionId, changed: true, moved: moved ? 1 : 0 };
  });
}
