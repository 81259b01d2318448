import { followCheckout } from '../checkout/follow-checkout';
import { invalidRequest, resourceMissing } from '../core/errors';
import type { Sandbox } from '../core/sandbox';
import type { PaymentIntent } from '../objects/payment-intent';
import type { SetupIntent } from '../objects/setup-intent';
import { failSetup, succeedSetup } from './confirm-setup';
import { followPayment } from './follow-payment';
import { authenticateIntent } from './pay-intent';

/** The buyer's answer to their bank, for a payment or a setup that waits for it. */
export function authenticate(sandbox: Sandbox, id: string, proved: boolean): PaymentIntent | SetupIntent {
  const setup = sandbox.store.setupIntents.get(id);
  if (setup) {
    if (setup.status !== 'requires_action') throw nothingAsked(id);
    const answered = proved ? succeedSetup(sandbox, setup, setup.payment_method ?? '') : failSetup(sandbox, setup);
    followCheckout(sandbox, id, proved ? 'paid' : 'declined');
    return answered;
  }
  const intent = sandbox.store.paymentIntents.get(id);
  if (!intent) throw resourceMissing('payment_intent', id);
  if (intent.status !== 'requires_action') throw nothingAsked(id);
  const result = authenticateIntent(sandbox, intent, proved);
  followPayment(sandbox, result);
  return result.intent;
}

const nothingAsked = (id: string) => invalidRequest(`${id} does not wait for the buyer.`);
