import { resourceMissing } from '../core/errors';
import type { Metadata } from '../core/params';
import { change, type Sandbox } from '../core/sandbox';
import type { Customer } from '../objects/customer';
import type {
  CustomerBalanceTransaction,
  CustomerBalanceTransactionType,
} from '../objects/customer-balance-transaction';

/** What a customer owes for an invoice once their balance is used; a credit invoice adds to it instead. */
export function applyBalance(balance: number, total: number): { amountDue: number; endingBalance: number } {
  if (total <= 0) return { amountDue: 0, endingBalance: balance + total };
  const due = total + balance;
  return due >= 0 ? { amountDue: due, endingBalance: 0 } : { amountDue: 0, endingBalance: due };
}

export interface BalanceChange {
  /** Negative gives the customer credit. */
  readonly amount: number;
  readonly currency: string;
  readonly type: CustomerBalanceTransactionType;
  readonly creditNote?: string;
  readonly invoice?: string;
  readonly description?: string | null;
  readonly metadata?: Metadata;
}

/** Moves a customer's balance, and writes down why. */
export function moveCustomerBalance(
  sandbox: Sandbox,
  customerId: string,
  entry: BalanceChange,
): CustomerBalanceTransaction {
  const customer = sandbox.store.customers.get(customerId);
  if (!customer) throw resourceMissing('customer', customerId, 'customer');
  const balance = customer.balance + entry.amount;
  change(sandbox, sandbox.store.customers, withCurrency(sandbox, customer, entry), { balance }, 'customer.updated');
  return recordBalance(sandbox, customerId, balance, entry);
}

const withCurrency = (sandbox: Sandbox, customer: Customer, { currency }: BalanceChange) =>
  customer.currency === null ? sandbox.store.customers.replace({ ...customer, currency }) : customer;

/** The record of a move, for those who have already changed the customer. */
export function recordBalance(
  sandbox: Sandbox,
  customer: string,
  endingBalance: number,
  entry: BalanceChange,
): CustomerBalanceTransaction {
  return sandbox.store.customerBalanceTransactions.add({
    id: sandbox.ids.next('cbtxn'),
    object: 'customer_balance_transaction',
    amount: entry.amount,
    checkout_session: null,
    created: sandbox.time(),
    credit_note: entry.creditNote ?? null,
    currency: entry.currency,
    customer,
    customer_account: null,
    description: entry.description ?? null,
    ending_balance: endingBalance,
    invoice: entry.invoice ?? null,
    livemode: sandbox.settings.livemode,
    metadata: entry.metadata ?? {},
    type: entry.type,
  });
}
