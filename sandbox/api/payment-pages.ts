import { z } from 'zod';
import { paySession } from '../checkout/pay-session';
import { invalidRequest } from '../core/errors';
import { integer, text } from '../core/params';
import { route } from '../core/router';
import type { Sandbox } from '../core/sandbox';
import type { CheckoutSession } from '../objects/checkout-session';
import { findSession } from './checkout-sessions';

const confirmParams = z.strictObject({ expected_amount: integer.optional(), payment_method: text.optional() });

/** What Stripe's own page and its CLI say to each other about a session; no public part of the API. */
export const paymentPageRoutes = [
  route('GET', '/v1/payment_pages/:id', z.strictObject({}), (sandbox, _params, id) => page(findSession(sandbox, id))),
  route('POST', '/v1/payment_pages/:id/confirm', confirmParams, confirm),
];

function confirm(sandbox: Sandbox, params: z.output<typeof confirmParams>, id: string) {
  const session = findSession(sandbox, id);
  if (params.expected_amount !== undefined && params.expected_amount !== session.amount_total) {
    throw invalidRequest('The amount has changed since the page was shown.', 'expected_amount');
  }
  const details = sandbox.store.paymentMethods.get(params.payment_method ?? '')?.billing_details;
  return page(
    paySession(sandbox, session, {
      address: details?.address ?? null,
      email: details?.email ?? null,
      name: details?.name ?? null,
      phone: details?.phone ?? null,
      paymentMethod: params.payment_method ?? null,
    }),
  );
}

const page = (session: CheckoutSession) => ({
  id: session.id,
  object: 'checkout.session',
  session_id: session.id,
  mode: session.mode,
  payment_status: session.payment_status,
  status: session.status,
});
