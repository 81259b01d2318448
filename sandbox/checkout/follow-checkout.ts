import type { PaymentResult } from '../billing/pay-intent';
import { countRedemption, redeemable } from '../billing/redeem-coupon';
import { change, type Sandbox } from '../core/sandbox';
import type { CheckoutSession } from '../objects/checkout-session';

/** What becomes of a session when the payment or setup made for it goes on. */
export function followCheckout(sandbox: Sandbox, intent: string, state: PaymentResult['state']): void {
  const { checkoutSessions, sessionOfIntent } = sandbox.store;
  const session = checkoutSessions.get(sessionOfIntent.get(intent) ?? '');
  if (!session) return;
  if (session.status === 'open' && state === 'paid') completeSession(sandbox, session, 'paid');
  if (session.status !== 'complete' || session.payment_status !== 'unpaid') return;
  if (state === 'paid') {
    const paid = change(sandbox, checkoutSessions, session, { payment_status: 'paid' });
    sandbox.emit('checkout.session.async_payment_succeeded', paid);
  }
  if (state === 'declined') sandbox.emit('checkout.session.async_payment_failed', session);
}

/** Closes a session that its buyer has been through, paid or with the payment on its way. */
export function completeSession(sandbox: Sandbox, session: CheckoutSession, money: 'paid' | 'unpaid'): CheckoutSession {
  if (session.mode === 'payment' && !session.invoice) countCoupons(sandbox, session);
  const free = session.mode === 'setup' || session.amount_total === 0;
  const complete = change(sandbox, sandbox.store.checkoutSessions, session, {
    customer: session.customer ?? sandbox.store.checkoutPlans.get(session.id)?.customer ?? null,
    payment_status: free ? 'no_payment_required' : money,
    status: 'complete',
    url: null,
  });
  sandbox.emit('checkout.session.completed', complete);
  return complete;
}

/** A sale without an invoice has no discount of its own, but its coupons are used all the same. */
function countCoupons(sandbox: Sandbox, session: CheckoutSession): void {
  for (const { coupon, promotion_code: code } of session.discounts) {
    const used = redeemable(
      sandbox,
      { coupon: coupon ?? undefined, promotion_code: code ?? undefined },
      session.customer,
    );
    countRedemption(sandbox, used.coupon, used.code);
  }
}
