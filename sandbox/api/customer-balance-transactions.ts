import { z } from 'zod';
import { moveCustomerBalance } from '../billing/customer-balance';
import { invalidRequest, resourceMissing } from '../core/errors';
import { createdPaging, listPage } from '../core/list';
import { clearable, integer, mergeMetadata, metadata, text } from '../core/params';
import { route } from '../core/router';
import type { Sandbox } from '../core/sandbox';
import type { CustomerBalanceTransaction } from '../objects/customer-balance-transaction';

const createParams = z.strictObject({
  amount: integer,
  currency: text,
  description: text.optional(),
  metadata: metadata.optional(),
});
const updateParams = z.strictObject({ description: clearable(text).optional(), metadata: metadata.optional() });
const listParams = z.strictObject({ ...createdPaging, invoice: text.optional() });
const path = '/v1/customers/:id/balance_transactions';

export const customerBalanceTransactionRoutes = [
  route('POST', path, createParams, create),
  route('GET', path, listParams, (sandbox, params, customer) =>
    listPage(sandbox.store.customerBalanceTransactions, params, {
      url: `/v1/customers/${customer}/balance_transactions`,
      kind: 'customer balance transaction',
      createdOf: ({ created }) => created,
      within: ['customer', customer],
      match: ({ invoice }) => params.invoice === undefined || invoice === params.invoice,
    }),
  ),
  route('GET', `${path}/:transaction`, z.strictObject({}), (sandbox, _params, customer, id) =>
    findTransaction(sandbox, customer, id),
  ),
  route('POST', `${path}/:transaction`, updateParams, (sandbox, params, customer, id) => {
    const before = findTransaction(sandbox, customer, id);
    return sandbox.store.customerBalanceTransactions.replace({
      ...before,
      description: params.description === undefined ? before.description : params.description,
      metadata: mergeMetadata(before.metadata, params.metadata),
    });
  }),
];

function findTransaction(sandbox: Sandbox, customer: string, id: string): CustomerBalanceTransaction {
  const transaction = sandbox.store.customerBalanceTransactions.get(id);
  if (transaction?.customer !== customer) throw resourceMissing('customer balance transaction', id);
  return transaction;
}

function create(sandbox: Sandbox, params: z.output<typeof createParams>, id: string): CustomerBalanceTransaction {
  const customer = sandbox.store.customers.get(id);
  if (!customer) throw resourceMissing('customer', id);
  const currency = params.currency.toLowerCase();
  if (customer.currency !== null && customer.currency !== currency) {
    throw invalidRequest(`The customer's balance is in ${customer.currency}.`, 'currency');
  }
  return moveCustomerBalance(sandbox, id, {
    amount: params.amount,
    currency,
    description: params.description ?? null,
    metadata: mergeMetadata({}, params.metadata),
    type: 'adjustment',
  });
}
