import { change, type Sandbox } from '../core/sandbox';

/** Money that was held and not captured in time goes back, and its payment is over. */
export function expireCharge(sandbox: Sandbox, id: string): void {
  const { charges, paymentIntents } = sandbox.store;
  const charge = charges.get(id);
  if (!charge?.paid || charge.captured || charge.refunded) return;
  const expired = change(sandbox, charges, charge, { amount_refunded: charge.amount, refunded: true });
  sandbox.emit('charge.expired', expired);
  const intent = paymentIntents.get(charge.payment_intent ?? '');
  if (intent?.status !== 'requires_capture') return;
  const canceled = change(sandbox, paymentIntents, intent, {
    amount_capturable: 0,
    canceled_at: sandbox.time(),
    cancellation_reason: 'automatic',
    status: 'canceled',
  });
  sandbox.emit('payment_intent.canceled', canceled);
}
