import type { Sandbox } from './sandbox';

/** Parameters that name something which may live on a test clock. */
const NAMES = [
  'test_clock',
  'customer',
  'subscription',
  'from_subscription',
  'invoice',
  'payment_intent',
  'charge',
] as const;

/** The test clock by whose time a request happens: that of the customer whom it is about; null for the account's own. */
export function clockOfRequest(
  sandbox: Sandbox,
  params: Readonly<Record<string, unknown>>,
  ids: readonly string[],
): string | null {
  for (const id of [...ids, ...NAMES.map((name) => params[name])]) {
    const clock = typeof id === 'string' ? clockOf(sandbox, id) : null;
    if (clock) return clock;
  }
  return null;
}

function clockOf({ store }: Sandbox, id: string): string | null {
  const customers: Readonly<Record<string, (id: string) => string | null | undefined>> = {
    ch: (charge) => store.charges.get(charge)?.customer,
    cn: (note) => store.creditNotes.get(note)?.customer,
    cs: (session) => store.checkoutSessions.get(session)?.customer,
    cus: (customer) => customer,
    ii: (item) => store.invoiceItems.get(item)?.customer,
    in: (invoice) => store.invoices.get(invoice)?.customer,
    pi: (intent) => store.paymentIntents.get(intent)?.customer,
    pm: (method) => store.paymentMethods.get(method)?.customer,
    seti: (intent) => store.setupIntents.get(intent)?.customer,
    si: (item) => store.subscriptions.get(store.subscriptionOfItem.get(item) ?? '')?.customer,
    sub: (id) => (store.subscriptions.get(id) ?? store.subscriptionSchedules.get(id))?.customer,
  };
  const customer = customers[id.slice(0, id.indexOf('_'))]?.(id);
  return store.customers.get(customer ?? '')?.test_clock ?? null;
}
