import { change, type Sandbox } from '../core/sandbox';
import { type Charge, cardDetails, debitDetails, newCharge, outcomeOf } from '../objects/charge';
import type { PaymentIntent } from '../objects/payment-intent';
import { takeApplicationFee } from './application-fees';
import { bookBalance } from './balance';
import { currentBalance } from './current-balance';
import { willBeDisputed } from './dispute-charge';
import { methodBehind } from './payment-method';
import { DAY } from './period';
import type { Decline } from './test-methods';

/** A bank holds money for a week; what is not captured by then goes back. */
const HELD_FOR = 7 * DAY;

export interface ChargeResult {
  readonly intent: PaymentIntent;
  readonly charge: Charge;
}

/** Charges the card behind a payment intent: succeeds, waits for capture, or is declined, with the events of each. */
export function chargeIntent(
  sandbox: Sandbox,
  intent: PaymentIntent,
  paymentMethod: string,
  decline: Decline | null,
): ChargeResult {
  const written = writeCharge(sandbox, intent, paymentMethod, decline ?? 'paid');
  const charge = takeApplicationFee(sandbox, written, intent.application_fee_amount);
  sandbox.emit(decline ? 'charge.failed' : 'charge.succeeded', charge);
  return decline ? failIntent(sandbox, intent, charge, decline) : succeedIntent(sandbox, intent, charge, paymentMethod);
}

export function failIntent(sandbox: Sandbox, intent: PaymentIntent, charge: Charge, decline: Decline): ChargeResult {
  const failed = change(sandbox, sandbox.store.paymentIntents, intent, {
    last_payment_error: {
      charge: charge.id,
      code: decline.code,
      ...(decline.declineCode && { decline_code: decline.declineCode }),
      doc_url: `https://stripe.com/docs/error-codes/${decline.code.replaceAll('_', '-')}`,
      message: decline.message,
      type: 'card_error',
    },
    latest_charge: charge.id,
    next_action: null,
    payment_method: null,
    status: 'requires_payment_method',
  });
  sandbox.emit('payment_intent.payment_failed', failed);
  return { intent: failed, charge };
}

export function succeedIntent(
  sandbox: Sandbox,
  intent: PaymentIntent,
  charge: Charge,
  paymentMethod: string,
): ChargeResult {
  const patch = {
    last_payment_error: null,
    latest_charge: charge.id,
    next_action: null,
    payment_method: paymentMethod,
  } as const;
  if (!charge.captured) {
    const held = change(sandbox, sandbox.store.paymentIntents, intent, {
      ...patch,
      amount_capturable: intent.amount,
      status: 'requires_capture',
    });
    sandbox.emit('payment_intent.amount_capturable_updated', held);
    sandbox.schedule(sandbox.time() + HELD_FOR, 'charge.expire', charge.id);
    return { intent: held, charge };
  }
  const paid = change(sandbox, sandbox.store.paymentIntents, intent, {
    ...patch,
    amount_received: intent.amount,
    status: 'succeeded',
  });
  sandbox.emit('payment_intent.succeeded', paid);
  if (isAvailableNow(sandbox, paymentMethod)) sandbox.emit('balance.available', currentBalance(sandbox));
  if (willBeDisputed(sandbox, paymentMethod)) sandbox.schedule(sandbox.time(), 'dispute.open', charge.id);
  return { intent: paid, charge };
}

/** The test card whose money does not wait for two days. */
const isAvailableNow = (sandbox: Sandbox, paymentMethod: string) =>
  methodBehind(sandbox, paymentMethod)?.name === 'pm_card_bypassPending';

/** Writes the charge as the bank answered: paid, refused for a reason, or on its way. */
export function writeCharge(
  sandbox: Sandbox,
  intent: PaymentIntent,
  paymentMethod: string,
  answer: Decline | 'paid' | 'pending',
): Charge {
  const id = sandbox.ids.next('ch');
  const decline = typeof answer === 'string' ? null : answer;
  const captured = answer === 'paid' && intent.capture_method !== 'manual';
  const customer = intent.customer ? sandbox.store.customers.get(intent.customer) : undefined;
  const method = sandbox.store.paymentMethods.get(paymentMethod);
  const own = method?.billing_details;
  const { amount, currency, description } = intent;
  const country = customer?.address?.country ?? sandbox.settings.country;
  const transaction = captured
    ? bookBalance(sandbox, {
        type: 'charge',
        amount,
        currency,
        source: id,
        description,
        ...(isAvailableNow(sandbox, paymentMethod) && { available: 'now' as const }),
      })
    : undefined;
  return sandbox.store.charges.add(
    newCharge({
      id,
      amount,
      amount_captured: captured ? amount : 0,
      amount_refunded: 0,
      balance_transaction: transaction?.id ?? null,
      billing_details: {
        address: own?.address ?? customer?.address ?? null,
        email: own?.email ?? customer?.email ?? intent.receipt_email,
        name: own?.name ?? customer?.name ?? null,
        phone: own?.phone ?? customer?.phone ?? null,
        tax_id: null,
      },
      calculated_statement_descriptor: sandbox.settings.accountName.toUpperCase().slice(0, 22),
      captured,
      created: sandbox.time(),
      currency,
      customer: intent.customer,
      description,
      failure_balance_transaction: null,
      failure_code: decline?.code ?? null,
      failure_message: decline?.message ?? null,
      livemode: sandbox.settings.livemode,
      metadata: intent.metadata,
      outcome: outcomeOf(decline),
      paid: answer === 'paid',
      payment_intent: intent.id,
      payment_method: paymentMethod,
      payment_method_details: method?.sepa_debit
        ? debitDetails(method.sepa_debit)
        : cardDetails(decline !== null, amount, country, method?.card),
      ...(intent.presentment_details && { presentment_details: intent.presentment_details }),
      receipt_email: intent.receipt_email,
      receipt_url: decline ? null : `https://pay.stripe.com/receipts/payment/${id}`,
      refunded: false,
      status: decline ? 'failed' : answer === 'paid' ? 'succeeded' : 'pending',
    }),
  );
}
