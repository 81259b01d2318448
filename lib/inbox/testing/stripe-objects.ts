import { type StripeObject as FakeObject, secondsOf } from '@/lib/examples/stripe-objects';

export {
  at,
  charge,
  checkoutSession,
  discount,
  invoice,
  item,
  line,
  paymentIntent,
  price,
  refund,
  type StripeObject as FakeObject,
  subscription,
} from '@/lib/examples/stripe-objects';

export interface FakeEvent {
  id: string;
  object: 'event';
  type: string;
  created: number;
  livemode: boolean;
  api_version: string;
  data: { object: FakeObject; previous_attributes?: Record<string, unknown> };
  [extra: string]: unknown;
}

let counter = 0;

export function event(
  type: string,
  when: number | string,
  object: FakeObject,
  extra: Partial<FakeEvent> & { previous?: Record<string, unknown> } = {},
): FakeEvent {
  counter += 1;
  const { previous, ...rest } = extra;
  return {
    id: `evt_${String(counter).padStart(6, '0')}`,
    object: 'event',
    type,
    created: secondsOf(when),
    livemode: true,
    api_version: '2026-10-28.endive',
    data: { object: structuredClone(object), ...(previous ? { previous_attributes: previous } : {}) },
    ...rest,
  };
}

export const invoicePayment = (
  id: string,
  invoiceId: string,
  chargeId: string | null,
  paymentIntent: string | null = null,
): FakeObject => ({
  id,
  object: 'invoice_payment',
  invoice: invoiceId,
  status: 'paid',
  payment: { type: paymentIntent ? 'payment_intent' : 'charge', charge: chargeId, payment_intent: paymentIntent },
});
