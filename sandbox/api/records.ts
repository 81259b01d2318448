import { z } from 'zod';
import { asOfNow } from '../billing/balance';
import { DAY } from '../billing/period';
import { invalidRequest, resourceMissing } from '../core/errors';
import { createdPaging, listPage } from '../core/list';
import { flag, listOf, text } from '../core/params';
import { route } from '../core/router';
import type { Sandbox } from '../core/sandbox';
import type { StripeEvent } from '../objects/event';

const balanceParams = z.strictObject({
  ...createdPaging,
  currency: text.optional(),
  payout: text.optional(),
  source: text.optional(),
  type: text.optional(),
});
const eventParams = z.strictObject({
  ...createdPaging,
  delivery_success: flag.optional(),
  type: text.optional(),
  types: listOf(text).optional(),
});

/** What is only ever read: the records that other requests and the clock leave behind. */
export const recordRoutes = [
  route('GET', '/v1/balance_transactions', balanceParams, listBalanceTransactions),
  route('GET', '/v1/balance_transactions/:id', z.strictObject({}), (sandbox, _params, id) => {
    const transaction = sandbox.store.balanceTransactions.get(id);
    if (!transaction) throw resourceMissing('balance transaction', id);
    return asOfNow(sandbox, transaction);
  }),
  route('GET', '/v1/events', eventParams, listEvents),
  route('GET', '/v1/events/:id', z.strictObject({}), (sandbox, _params, id) => {
    const event = sandbox.store.events.get(id);
    if (!event || !isKept(sandbox, event)) throw resourceMissing('event', id);
    return event;
  }),
];

function listBalanceTransactions(sandbox: Sandbox, params: z.output<typeof balanceParams>) {
  const { payout } = params;
  if (payout !== undefined && sandbox.store.payouts.get(payout)?.automatic !== true) {
    throw invalidRequest(
      'Balance transaction history can only be filtered on automatic payouts, not manual.',
      'payout',
    );
  }
  const page = listPage(sandbox.store.balanceTransactions, params, {
    url: '/v1/balance_transactions',
    kind: 'balance transaction',
    createdOf: ({ created }) => created,
    within: ['source', params.source],
    match: ({ id, currency, type }) =>
      (payout === undefined || sandbox.store.payoutOf.get(id) === payout) &&
      (params.currency === undefined || currency === params.currency) &&
      (params.type === undefined || type === params.type),
  });
  return { ...page, data: page.data.map((transaction) => asOfNow(sandbox, transaction)) };
}

/** Stripe lists events for thirty days. */
const isKept = (sandbox: Sandbox, event: StripeEvent) =>
  (sandbox.store.emittedAt.get(event.id) ?? event.created) > sandbox.time() - sandbox.settings.eventRetentionDays * DAY;

function listEvents(sandbox: Sandbox, params: z.output<typeof eventParams>) {
  const types = params.types ?? (params.type === undefined ? undefined : [params.type]);
  const wanted = types?.map((type) => new RegExp(`^${type.replaceAll('.', '\\.').replaceAll('*', '.*')}$`));
  const delivered = (event: StripeEvent) => !sandbox.undelivered.has(event.id);
  return listPage(sandbox.store.events, params, {
    url: '/v1/events',
    kind: 'event',
    createdOf: ({ created }) => created,
    match: (event) =>
      isKept(sandbox, event) &&
      (!wanted || wanted.some((type) => type.test(event.type))) &&
      (params.delivery_success === undefined || delivered(event) === params.delivery_success),
  });
}
