import { z } from 'zod';
import { resourceMissing } from '../core/errors';
import { createdPaging, listPage } from '../core/list';
import { address, integer, mergeMetadata, metadata, text } from '../core/params';
import { route } from '../core/router';
import { change, type Sandbox } from '../core/sandbox';
import { wholeAddress } from '../objects/customer';
import {
  type Authorization,
  type Cardholder,
  type IssuedCard,
  type IssuingTransaction,
  newAuthorization,
  newCardholder,
  newIssuedCard,
  newIssuingTransaction,
} from '../objects/issuing';

const anything = z.unknown().optional();
const cardholderParams = z.strictObject({
  billing: z.strictObject({ address }),
  email: text.optional(),
  individual: anything,
  metadata: metadata.optional(),
  name: text,
  phone_number: text.optional(),
  type: z.enum(['company', 'individual']).optional(),
});
const cardParams = z.strictObject({
  cardholder: text,
  currency: text,
  metadata: metadata.optional(),
  status: z.enum(['active', 'inactive']).optional(),
  type: z.enum(['physical', 'virtual']),
});
const authorizationParams = z.strictObject({
  authorization_method: text.optional(),
  held_amount: integer,
  held_currency: text.optional(),
});
const captureParams = z.strictObject({
  amount: integer,
  card: text,
  currency: text.optional(),
  merchant_data: anything,
  purchase_details: anything,
});
const listParams = z.strictObject({ ...createdPaging, card: text.optional() });
const none = z.strictObject({});

/** Cards that this account gives out, as far as their spending is told by events. */
export const issuingRoutes = [
  route('POST', '/v1/issuing/cardholders', cardholderParams, createCardholder),
  route('POST', '/v1/issuing/cards', cardParams, createCard),
  route('GET', '/v1/issuing/cards/:id', none, (sandbox, _params, id) => findCard(sandbox, id, 'id')),
  route('POST', '/v1/issuing/cards/:id/test/authorizations', authorizationParams, authorize),
  route('POST', '/v1/test_helpers/issuing/transactions/create_force_capture', captureParams, capture),
  route('GET', '/v1/issuing/transactions', listParams, (sandbox, params) =>
    listPage(sandbox.store.issuingTransactions, params, {
      url: '/v1/issuing/transactions',
      kind: 'issuing.transaction',
      createdOf: ({ created }) => created,
      match: ({ card }) => params.card === undefined || card === params.card,
    }),
  ),
  route('GET', '/v1/issuing/transactions/:id', none, (sandbox, _params, id) => findTransaction(sandbox, id)),
  route(
    'POST',
    '/v1/issuing/transactions/:id',
    z.strictObject({ metadata: metadata.optional() }),
    (sandbox, params, id) => {
      const before = findTransaction(sandbox, id);
      const labels = mergeMetadata(before.metadata, params.metadata);
      return change(
        sandbox,
        sandbox.store.issuingTransactions,
        before,
        { metadata: labels },
        'issuing_transaction.updated',
      );
    },
  ),
];

function createCardholder(sandbox: Sandbox, params: z.output<typeof cardholderParams>): Cardholder {
  const { city, country, line1, line2, postal_code, state } = params.billing.address;
  const home = wholeAddress({ city, country, line1, line2, postal_code, state });
  const cardholder = sandbox.store.cardholders.add(
    newCardholder({
      id: sandbox.ids.next('ich'),
      billing: {
        address: home ?? { city: null, country: null, line1: null, line2: null, postal_code: null, state: null },
      },
      created: sandbox.time(),
      email: params.email ?? null,
      livemode: sandbox.settings.livemode,
      metadata: mergeMetadata({}, params.metadata),
      name: params.name,
      phone_number: params.phone_number ?? null,
      type: params.type ?? 'individual',
    }),
  );
  sandbox.emit('issuing_cardholder.created', cardholder);
  return cardholder;
}

function createCard(sandbox: Sandbox, params: z.output<typeof cardParams>): IssuedCard {
  const cardholder = sandbox.store.cardholders.get(params.cardholder);
  if (!cardholder) throw resourceMissing('issuing cardholder', params.cardholder, 'cardholder');
  const card = sandbox.store.issuedCards.add(
    newIssuedCard({
      id: sandbox.ids.next('ic'),
      cardholder,
      created: sandbox.time(),
      currency: params.currency.toLowerCase(),
      last4: '0007',
      livemode: sandbox.settings.livemode,
      metadata: mergeMetadata({}, params.metadata),
      status: params.status ?? 'inactive',
      type: params.type,
    }),
  );
  sandbox.emit('issuing_card.created', card);
  return card;
}

function findCard(sandbox: Sandbox, id: string, param: string): IssuedCard {
  const card = sandbox.store.issuedCards.get(id);
  if (!card) throw resourceMissing('issuing card', id, param);
  return card;
}

function findTransaction(sandbox: Sandbox, id: string): IssuingTransaction {
  const transaction = sandbox.store.issuingTransactions.get(id);
  if (!transaction) throw resourceMissing('issuing transaction', id);
  return transaction;
}

function authorize(sandbox: Sandbox, params: z.output<typeof authorizationParams>, id: string): Authorization {
  const card = findCard(sandbox, id, 'id');
  const authorization = newAuthorization({
    id: sandbox.ids.next('iauth'),
    card,
    created: sandbox.time(),
    amount: params.held_amount,
    currency: params.held_currency?.toLowerCase() ?? card.currency,
    livemode: sandbox.settings.livemode,
  });
  sandbox.emit('issuing_authorization.created', authorization);
  return authorization;
}

function capture(sandbox: Sandbox, params: z.output<typeof captureParams>): IssuingTransaction {
  const card = findCard(sandbox, params.card, 'card');
  const transaction = sandbox.store.issuingTransactions.add(
    newIssuingTransaction({
      id: sandbox.ids.next('ipi'),
      card,
      created: sandbox.time(),
      amount: params.amount,
      currency: params.currency?.toLowerCase() ?? card.currency,
      livemode: sandbox.settings.livemode,
    }),
  );
  sandbox.emit('issuing_transaction.created', transaction);
  return transaction;
}
