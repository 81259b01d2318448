import { invalidRequest } from '../core/errors';
import { change, type Sandbox } from '../core/sandbox';
import type { PaymentIntent } from '../objects/payment-intent';
import { takeApplicationFee } from './application-fees';
import { bookBalance } from './balance';

/** Takes held money, all of it or a part; what is not taken is released. */
export function captureIntent(sandbox: Sandbox, intent: PaymentIntent, part: number | undefined): PaymentIntent {
  const { charges, paymentIntents } = sandbox.store;
  const charge = charges.get(intent.latest_charge ?? '');
  if (!charge) throw new Error(`${intent.id} has no charge to capture`);
  const amount = part ?? intent.amount_capturable;
  if (amount > intent.amount_capturable || amount <= 0) {
    throw invalidRequest(
      'The amount to capture exceeds what can be captured.',
      'amount_to_capture',
      'amount_too_large',
    );
  }
  const { currency, description } = charge;
  const transaction = bookBalance(sandbox, { type: 'charge', amount, currency, source: charge.id, description });
  const patch = {
    amount_captured: amount,
    amount_refunded: charge.amount - amount,
    balance_transaction: transaction.id,
    captured: true,
  };
  const captured = change(sandbox, charges, charge, patch);
  const charged = takeApplicationFee(sandbox, captured, intent.application_fee_amount);
  const { application, application_fee, application_fee_amount } = charged;
  const fee = { application, application_fee, application_fee_amount };
  change(sandbox, charges, charge, { ...patch, ...fee }, 'charge.captured');
  const paid = change(sandbox, paymentIntents, intent, {
    amount_capturable: 0,
    amount_received: amount,
    status: 'succeeded',
  });
  sandbox.emit('payment_intent.succeeded', paid);
  return paid;
}
