import { change, type Sandbox } from '../core/sandbox';
import type { Charge } from '../objects/charge';
import type { NextAction, PaymentIntent } from '../objects/payment-intent';
import { takeApplicationFee } from './application-fees';
import { bookBalance } from './balance';
import { chargeIntent, failIntent, succeedIntent, writeCharge } from './charge-intent';
import { attemptOf, methodBehind } from './payment-method';
import { DAY } from './period';
import { type Decline, genericDecline } from './test-methods';

export interface PaymentResult {
  readonly intent: PaymentIntent;
  readonly state: 'paid' | 'declined' | 'requires_action' | 'processing';
  readonly decline: Decline | null;
  readonly charge: Charge | null;
}

const REFUSED_DEBIT: Decline = {
  code: 'payment_intent_payment_attempt_failed',
  declineCode: null,
  message: 'The payment failed.',
};

const NOT_AUTHENTICATED: Decline = {
  code: 'payment_intent_authentication_failure',
  declineCode: null,
  message: 'The provided PaymentMethod has failed authentication.',
};

/** A bank debit takes days; in test mode it is there at once. */
const DEBIT_TAKES = 5 * DAY;

/** Pays with a method: at once, not at all, once the buyer has proved who they are, or in some days. */
export function payIntent(
  sandbox: Sandbox,
  intent: PaymentIntent,
  paymentMethod: string,
  returnUrl?: string,
): PaymentResult {
  const attempt = attemptOf(sandbox, intent.customer, paymentMethod);
  if (attempt.kind === 'authenticate') return askToAuthenticate(sandbox, intent, paymentMethod, returnUrl);
  if (attempt.kind === 'processing') return startProcessing(sandbox, intent, paymentMethod);
  const decline = attempt.kind === 'declined' ? attempt.decline : null;
  const { intent: after, charge } = chargeIntent(sandbox, intent, paymentMethod, decline);
  return { intent: after, charge, state: decline ? 'declined' : 'paid', decline };
}

function askToAuthenticate(
  sandbox: Sandbox,
  intent: PaymentIntent,
  paymentMethod: string,
  returnUrl: string | undefined,
): PaymentResult {
  const asked = change(sandbox, sandbox.store.paymentIntents, intent, {
    next_action: authentication(sandbox, intent.id, returnUrl),
    payment_method: paymentMethod,
    status: 'requires_action',
  });
  sandbox.emit('payment_intent.requires_action', asked);
  return { intent: asked, charge: null, state: 'requires_action', decline: null };
}

/** What the buyer has to do, with the page where this account lets them do it. */
export function authentication(sandbox: Sandbox, intent: string, returnUrl: string | undefined): NextAction {
  const url = `${sandbox.pages.hooks}/authenticate/${intent}`;
  return returnUrl === undefined
    ? { type: 'use_stripe_sdk', use_stripe_sdk: { type: 'three_d_secure_redirect', stripe_js: url } }
    : { type: 'redirect_to_url', redirect_to_url: { return_url: returnUrl, url } };
}

/** What follows when the buyer has answered their bank. */
export function authenticateIntent(sandbox: Sandbox, intent: PaymentIntent, proved: boolean): PaymentResult {
  const method = intent.payment_method ?? '';
  if (proved) {
    const { intent: after, charge } = chargeIntent(sandbox, intent, method, null);
    return { intent: after, charge, state: 'paid', decline: null };
  }
  const { code, message } = NOT_AUTHENTICATED;
  const failed = change(sandbox, sandbox.store.paymentIntents, intent, {
    last_payment_error: {
      code,
      doc_url: 'https://stripe.com/docs/error-codes/payment-intent-authentication-failure',
      message,
      type: 'card_error',
    },
    next_action: null,
    payment_method: null,
    status: 'requires_payment_method',
  });
  sandbox.emit('payment_intent.payment_failed', failed);
  return { intent: failed, charge: null, state: 'declined', decline: NOT_AUTHENTICATED };
}

function startProcessing(sandbox: Sandbox, intent: PaymentIntent, paymentMethod: string): PaymentResult {
  const charge = writeCharge(sandbox, intent, paymentMethod, 'pending');
  sandbox.emit('charge.pending', charge);
  const processing = change(sandbox, sandbox.store.paymentIntents, intent, {
    last_payment_error: null,
    latest_charge: charge.id,
    payment_method: paymentMethod,
    status: 'processing',
  });
  sandbox.emit('payment_intent.processing', processing);
  const wait = sandbox.settings.livemode ? DEBIT_TAKES : 0;
  sandbox.schedule(sandbox.time() + wait, 'payment.settle', intent.id);
  return { intent: processing, charge, state: 'processing', decline: null };
}

/** The end of a payment that was on its way. */
export function settleProcessing(sandbox: Sandbox, intent: PaymentIntent): PaymentResult | undefined {
  const { charges } = sandbox.store;
  const pending = charges.get(intent.latest_charge ?? '');
  if (intent.status !== 'processing' || !pending) return undefined;
  const method = intent.payment_method ?? '';
  const attempt = methodBehind(sandbox, method)?.attempt;
  const knob = intent.customer ? sandbox.outcomes.get(intent.customer) : undefined;
  const refused = knob ? knob === 'decline' : attempt?.kind === 'processing' && attempt.ends === 'declined';
  if (refused) {
    const failed = change(sandbox, charges, pending, {
      failure_code: genericDecline.code,
      failure_message: REFUSED_DEBIT.message,
      receipt_url: null,
      status: 'failed',
    });
    sandbox.emit('charge.failed', failed);
    return { ...failIntent(sandbox, intent, failed, REFUSED_DEBIT), state: 'declined', decline: REFUSED_DEBIT };
  }
  const { amount, currency, description } = intent;
  const transaction = bookBalance(sandbox, { type: 'charge', amount, currency, source: pending.id, description });
  const arrived = change(sandbox, charges, pending, {
    amount_captured: amount,
    balance_transaction: transaction.id,
    captured: true,
    paid: true,
    status: 'succeeded',
  });
  const paid = takeApplicationFee(sandbox, arrived, intent.application_fee_amount);
  sandbox.emit('charge.succeeded', paid);
  return { ...succeedIntent(sandbox, intent, paid, method), state: 'paid', decline: null };
}
