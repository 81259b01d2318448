import type { Metadata } from '../core/params';
import type { Sandbox } from '../core/sandbox';
import { newPaymentIntent, type PaymentIntent, type PaymentIntentExtras } from '../objects/payment-intent';

export interface PaymentRequest {
  readonly amount: number;
  readonly currency: string;
  readonly customer: string | null;
  readonly description: string | null;
  readonly captureMethod?: PaymentIntent['capture_method'];
  readonly metadata?: Metadata;
  readonly paymentMethod?: string | null;
  readonly receiptEmail?: string | null;
  readonly extras?: PaymentIntentExtras;
}

export function createPaymentIntent(sandbox: Sandbox, request: PaymentRequest): PaymentIntent {
  const id = sandbox.ids.next('pi');
  const paymentMethod = request.paymentMethod ?? null;
  const intent = sandbox.store.paymentIntents.add(
    newPaymentIntent(
      {
        id,
        amount: request.amount,
        amount_capturable: 0,
        amount_received: 0,
        canceled_at: null,
        cancellation_reason: null,
        capture_method: request.captureMethod ?? 'automatic',
        client_secret: `${id}_secret_sandbox`,
        created: sandbox.time(),
        currency: request.currency,
        customer: request.customer,
        description: request.description,
        last_payment_error: null,
        latest_charge: null,
        livemode: sandbox.settings.livemode,
        metadata: request.metadata ?? {},
        payment_method: paymentMethod,
        receipt_email: request.receiptEmail ?? null,
        status: paymentMethod ? 'requires_confirmation' : 'requires_payment_method',
      },
      request.extras,
    ),
  );
  sandbox.emit('payment_intent.created', intent);
  return intent;
}
