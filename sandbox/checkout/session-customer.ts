import { createCustomer } from '../api/customers';
import type { Sandbox } from '../core/sandbox';
import type { CheckoutSession } from '../objects/checkout-session';

/** The customer of the session: the one it was opened for, or a new one made of what the buyer filled in. */
export function customerOfSession(sandbox: Sandbox, session: CheckoutSession): string {
  const { checkoutPlans } = sandbox.store;
  const plan = checkoutPlans.get(session.id);
  const known = session.customer ?? plan?.customer;
  if (known) return known;
  if (!plan?.buyer) throw new Error(`${session.id} has no buyer`);
  const { address, email, name, phone } = plan.buyer;
  const customer = createCustomer(sandbox, {
    ...(address && { address }),
    ...(email && { email }),
    ...(name && { name }),
    ...(phone && { phone }),
  }).id;
  checkoutPlans.set(session.id, { ...plan, customer });
  return customer;
}
