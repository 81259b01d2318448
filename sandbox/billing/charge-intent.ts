import { change, type Sandbox } from '../core/sandbox';
import { type Charge, cardDetails, newCharge, outcomeOf } from '../objects/charge';
import type { PaymentIntent } from '../objects/payment-intent';
import { bookBalance } from './balance';
import { willBeDisputed } from './dispute-charge';
import { isDeclined } from './payment-method';

const DECLINED = 'Your card was declined.';

export interface ChargeResult {
  readonly intent: PaymentIntent;
  readonly charge: Charge;
}

/** Charges the card behind a payment intent: succeeds, waits for capture, or is declined, with the events of each. */
export function chargeIntent(sandbox: Sandbox, intent: PaymentIntent, paymentMethod: string): ChargeResult {
  const declined = isDeclined(sandbox, intent.customer, paymentMethod);
  const charge = writeCharge(sandbox, intent, paymentMethod, declined);
  sandbox.emit(declined ? 'charge.failed' : 'charge.succeeded', charge);
  return declined ? fail(sandbox, intent, charge) : succeed(sandbox, intent, charge, paymentMethod);
}

function fail(sandbox: Sandbox, intent: PaymentIntent, charge: Charge): ChargeResult {
  const failed = change(sandbox, sandbox.store.paymentIntents, intent, {
    last_payment_error: {
      charge: charge.id,
      code: 'card_declined',
      decline_code: 'generic_decline',
      doc_url: 'https://stripe.com/docs/error-codes/card-declined',
      message: DECLINED,
      type: 'card_error',
    },
    latest_charge: charge.id,
    payment_method: null,
    status: 'requires_payment_method',
  });
  sandbox.emit('payment_intent.payment_failed', failed);
  return { intent: failed, charge };
}

function succeed(sandbox: Sandbox, intent: PaymentIntent, charge: Charge, paymentMethod: string): ChargeResult {
  const patch = { last_payment_error: null, latest_charge: charge.id, payment_method: paymentMethod } as const;
  if (!charge.captured) {
    const held = change(sandbox, sandbox.store.paymentIntents, intent, {
      ...patch,
      amount_capturable: intent.amount,
      status: 'requires_capture',
    });
    sandbox.emit('payment_intent.amount_capturable_updated', held);
    return { intent: held, charge };
  }
  const paid = change(sandbox, sandbox.store.paymentIntents, intent, {
    ...patch,
    amount_received: intent.amount,
    status: 'succeeded',
  });
  sandbox.emit('payment_intent.succeeded', paid);
  if (willBeDisputed(paymentMethod)) sandbox.schedule(sandbox.time(), 'dispute.open', charge.id);
  return { intent: paid, charge };
}

function writeCharge(sandbox: Sandbox, intent: PaymentIntent, paymentMethod: string, declined: boolean): Charge {
  const id = sandbox.ids.next('ch');
  const captured = !declined && intent.capture_method !== 'manual';
  const customer = intent.customer ? sandbox.store.customers.get(intent.customer) : undefined;
  const { amount, currency, description } = intent;
  const transaction = captured
    ? bookBalance(sandbox, { type: 'charge', amount, currency, source: id, description })
    : undefined;
  return sandbox.store.charges.add(
    newCharge({
      id,
      amount,
      amount_captured: captured ? amount : 0,
      amount_refunded: 0,
      balance_transaction: transaction?.id ?? null,
      billing_details: {
        address: customer?.address ?? null,
        email: customer?.email ?? intent.receipt_email,
        name: customer?.name ?? null,
        phone: customer?.phone ?? null,
        tax_id: null,
      },
      calculated_statement_descriptor: sandbox.settings.accountName.toUpperCase().slice(0, 22),
      captured,
      created: sandbox.time(),
      currency,
      customer: intent.customer,
      description,
      failure_balance_transaction: null,
      failure_code: declined ? 'card_declined' : null,
      failure_message: declined ? DECLINED : null,
      livemode: sandbox.settings.livemode,
      metadata: intent.metadata,
      outcome: outcomeOf(declined),
      paid: !declined,
      payment_intent: intent.id,
      payment_method: paymentMethod,
      payment_method_details: cardDetails(declined, amount, customer?.address?.country ?? sandbox.settings.country),
      receipt_email: intent.receipt_email,
      receipt_url: declined ? null : `https://pay.stripe.com/receipts/payment/${id}`,
      refunded: false,
      status: declined ? 'failed' : 'succeeded',
    }),
  );
}
