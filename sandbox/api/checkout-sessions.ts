import { z } from 'zod';
import { sessionParams } from '../checkout/checkout-params';
import { createCheckoutSession } from '../checkout/create-session';
import { expireSession } from '../checkout/expire-session';
import { resourceMissing } from '../core/errors';
import { createdPaging, listPage, paging } from '../core/list';
import { mergeMetadata, metadata, text } from '../core/params';
import { route } from '../core/router';
import { change, type Sandbox } from '../core/sandbox';
import type { CheckoutSession } from '../objects/checkout-session';
import { pageOf } from './page-of';

const none = z.strictObject({});
const listParams = z.strictObject({
  ...createdPaging,
  customer: text.optional(),
  customer_details: z.strictObject({ email: text }).optional(),
  payment_intent: text.optional(),
  payment_link: text.optional(),
  status: z.enum(['complete', 'expired', 'open']).optional(),
  subscription: text.optional(),
});

export const checkoutSessionRoutes = [
  route('POST', '/v1/checkout/sessions', sessionParams, (sandbox, params) => createCheckoutSession(sandbox, params)),
  route('GET', '/v1/checkout/sessions', listParams, list),
  route('GET', '/v1/checkout/sessions/:id', none, (sandbox, _params, id) => findSession(sandbox, id)),
  route(
    'POST',
    '/v1/checkout/sessions/:id',
    z.strictObject({ metadata: metadata.optional() }),
    (sandbox, params, id) => {
      const before = findSession(sandbox, id);
      const labels = mergeMetadata(before.metadata, params.metadata);
      return change(sandbox, sandbox.store.checkoutSessions, before, { metadata: labels });
    },
  ),
  route('POST', '/v1/checkout/sessions/:id/expire', none, (sandbox, _params, id) =>
    expireSession(sandbox, findSession(sandbox, id)),
  ),
  route('GET', '/v1/checkout/sessions/:id/line_items', z.strictObject(paging), (sandbox, params, id) => {
    const lines = sandbox.store.checkoutPlans.get(findSession(sandbox, id).id)?.lines ?? [];
    return pageOf(lines, params, { kind: 'item', url: `/v1/checkout/sessions/${id}/line_items` });
  }),
];

export function findSession(sandbox: Sandbox, id: string): CheckoutSession {
  const session = sandbox.store.checkoutSessions.get(id);
  if (!session) throw resourceMissing('checkout.session', id, 'id');
  return session;
}

function list(sandbox: Sandbox, params: z.output<typeof listParams>) {
  const fits = (wanted: string | undefined, value: string | null) => wanted === undefined || wanted === value;
  return listPage(sandbox.store.checkoutSessions, params, {
    url: '/v1/checkout/sessions',
    kind: 'checkout.session',
    createdOf: ({ created }) => created,
    match: (session) =>
      fits(params.customer, session.customer) &&
      fits(params.customer_details?.email, session.customer_details?.email ?? null) &&
      fits(params.payment_intent, session.payment_intent) &&
      fits(params.payment_link, session.payment_link) &&
      fits(params.status, session.status) &&
      fits(params.subscription, session.subscription),
  });
}
