import { invalidRequest } from '../core/errors';
import { change, type Sandbox } from '../core/sandbox';
import type { CheckoutSession } from '../objects/checkout-session';

/** Nobody can pay the session any more. */
export function expireSession(sandbox: Sandbox, session: CheckoutSession): CheckoutSession {
  if (session.status !== 'open') {
    throw invalidRequest(`Only Checkout Sessions with a status in ["open"] can be expired.`, 'session');
  }
  const expired = change(sandbox, sandbox.store.checkoutSessions, session, { status: 'expired', url: null });
  sandbox.emit('checkout.session.expired', expired);
  return expired;
}

export function expireDueSession(sandbox: Sandbox, id: string): void {
  const session = sandbox.store.checkoutSessions.get(id);
  if (session?.status === 'open') expireSession(sandbox, session);
}
