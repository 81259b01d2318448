import { z } from 'zod';
import { changePaymentLink, createPaymentLink, linkChange, linkParams } from '../checkout/payment-link';
import { resourceMissing } from '../core/errors';
import { listPage, paging } from '../core/list';
import { flag } from '../core/params';
import { route } from '../core/router';
import type { Sandbox } from '../core/sandbox';
import type { PaymentLink } from '../objects/payment-link';
import { pageOf } from './page-of';

const none = z.strictObject({});

export const paymentLinkRoutes = [
  route('POST', '/v1/payment_links', linkParams, createPaymentLink),
  route('GET', '/v1/payment_links', z.strictObject({ ...paging, active: flag.optional() }), (sandbox, params) =>
    listPage(sandbox.store.paymentLinks, params, {
      url: '/v1/payment_links',
      kind: 'payment_link',
      createdOf: () => 0,
      match: ({ active }) => params.active === undefined || active === params.active,
    }),
  ),
  route('GET', '/v1/payment_links/:id', none, (sandbox, _params, id) => findLink(sandbox, id)),
  route('POST', '/v1/payment_links/:id', linkChange, (sandbox, params, id) =>
    changePaymentLink(sandbox, findLink(sandbox, id), params),
  ),
  route('GET', '/v1/payment_links/:id/line_items', z.strictObject(paging), (sandbox, params, id) => {
    const lines = sandbox.store.linkOffers.get(findLink(sandbox, id).id)?.lines ?? [];
    return pageOf(lines, params, { kind: 'item', url: `/v1/payment_links/${id}/line_items` });
  }),
];

function findLink(sandbox: Sandbox, id: string): PaymentLink {
  const link = sandbox.store.paymentLinks.get(id);
  if (!link) throw resourceMissing('payment_link', id);
  return link;
}
