import { confirmSetup, createSetupIntent } from '../billing/confirm-setup';
import { invalidRequest } from '../core/errors';
import { mergeMetadata } from '../core/params';
import { change, type Sandbox } from '../core/sandbox';
import type { CheckoutSession } from '../objects/checkout-session';
import { completeSession } from './follow-checkout';
import { customerOfSession } from './session-customer';

/** A session that saves a card and takes no money. */
export function saveCard(sandbox: Sandbox, session: CheckoutSession, method: string | null): CheckoutSession {
  if (method === null) throw invalidRequest('A payment method is needed.', 'payment_method', 'parameter_missing');
  const data = sandbox.store.checkoutPlans.get(session.id)?.request.setup_intent_data;
  const owned = session.customer !== null || session.customer_creation === 'always';
  const intent =
    sandbox.store.setupIntents.get(session.setup_intent ?? '') ??
    createSetupIntent(sandbox, {
      customer: owned ? customerOfSession(sandbox, session) : null,
      description: data?.description ?? null,
      metadata: mergeMetadata({}, data?.metadata),
      types: session.payment_method_types,
    });
  sandbox.store.sessionOfIntent.set(intent.id, session.id);
  const held = change(sandbox, sandbox.store.checkoutSessions, session, { setup_intent: intent.id });
  const after = confirmSetup(sandbox, intent, method, session.success_url ?? undefined);
  return after.status === 'succeeded' ? completeSession(sandbox, held, 'paid') : held;
}
