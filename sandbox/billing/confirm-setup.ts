import type { Metadata } from '../core/params';
import { change, type Sandbox } from '../core/sandbox';
import { newSetupIntent, type SetupIntent } from '../objects/setup-intent';
import { authentication } from './pay-intent';
import { attachPaymentMethod, attemptOf, cardError, methodBehind, ownPaymentMethod } from './payment-method';
import { type Decline, genericDecline } from './test-methods';

export interface SetupRequest {
  readonly customer: string | null;
  readonly description?: string | null;
  readonly metadata?: Metadata;
  readonly paymentMethod?: string | null;
  readonly types?: readonly string[] | undefined;
  readonly usage?: SetupIntent['usage'] | undefined;
}

export function createSetupIntent(sandbox: Sandbox, request: SetupRequest): SetupIntent {
  const id = sandbox.ids.next('seti');
  const intent = sandbox.store.setupIntents.add(
    newSetupIntent({
      id,
      client_secret: `${id}_secret_sandbox`,
      created: sandbox.time(),
      customer: request.customer,
      description: request.description ?? null,
      livemode: sandbox.settings.livemode,
      metadata: request.metadata ?? {},
      payment_method: request.paymentMethod ?? null,
      payment_method_types: request.types ?? ['card'],
      status: request.paymentMethod ? 'requires_confirmation' : 'requires_payment_method',
      usage: request.usage ?? 'off_session',
    }),
  );
  sandbox.emit('setup_intent.created', intent);
  return intent;
}

/** Checks a method for later payments: saved to the customer, refused with a 402, or first to be authenticated. */
export function confirmSetup(sandbox: Sandbox, intent: SetupIntent, named: string, returnUrl?: string): SetupIntent {
  const method = ownPaymentMethod(sandbox, named);
  const attempt = attemptOf(sandbox, intent.customer, method.id);
  if (attempt.kind === 'authenticate') {
    const asked = change(sandbox, sandbox.store.setupIntents, intent, {
      next_action: authentication(sandbox, intent.id, returnUrl),
      payment_method: method.id,
      status: 'requires_action',
    });
    sandbox.emit('setup_intent.requires_action', asked);
    return asked;
  }
  // The card that only fails to pay can be saved; the ones that refuse everything cannot.
  const saves = attempt.kind !== 'declined' || methodBehind(sandbox, method.id)?.refusesSaving === false;
  if (saves) return succeedSetup(sandbox, intent, method.id);
  const failed = failSetup(sandbox, intent, attempt.decline, method.id);
  throw cardError(attempt.decline, { setup_intent: failed });
}

export function succeedSetup(sandbox: Sandbox, intent: SetupIntent, method: string): SetupIntent {
  const own = ownPaymentMethod(sandbox, method);
  if (intent.customer) attachPaymentMethod(sandbox, own, intent.customer);
  const done = change(sandbox, sandbox.store.setupIntents, intent, {
    last_setup_error: null,
    next_action: null,
    payment_method: own.id,
    status: 'succeeded',
  });
  sandbox.emit('setup_intent.succeeded', done);
  return done;
}

export function failSetup(
  sandbox: Sandbox,
  intent: SetupIntent,
  decline: Decline = { ...genericDecline, code: 'setup_intent_authentication_failure', declineCode: null },
  method: string | null = intent.payment_method,
): SetupIntent {
  const tried = sandbox.store.paymentMethods.get(method ?? '');
  const failed = change(sandbox, sandbox.store.setupIntents, intent, {
    last_setup_error: {
      code: decline.code,
      ...(decline.declineCode && { decline_code: decline.declineCode }),
      doc_url: `https://stripe.com/docs/error-codes/${decline.code.replaceAll('_', '-')}`,
      message: decline.message,
      ...(tried && { payment_method: tried }),
      type: 'card_error',
    },
    next_action: null,
    payment_method: null,
    status: 'requires_payment_method',
  });
  sandbox.emit('setup_intent.setup_failed', failed);
  return failed;
}
