import type { Sandbox } from '../core/sandbox';
import type { Invoice } from '../objects/invoice';
import { attemptPayment } from './attempt-payment';
import { finalizeInvoice } from './finalize-invoice';
import { settleSubscription } from './settle-subscription';

/** Finalizes a draft at once and, where the customer is charged automatically, collects it. */
export function finalizeAndCollect(sandbox: Sandbox, draft: Invoice): Invoice {
  const invoice = finalizeInvoice(sandbox, draft);
  const collect = invoice.status === 'open' && invoice.collection_method === 'charge_automatically';
  return collect ? attemptPayment(sandbox, invoice) : invoice;
}

/** The same, with what it means for the subscription. */
export function billNow(sandbox: Sandbox, draft: Invoice): Invoice {
  const invoice = finalizeAndCollect(sandbox, draft);
  settleSubscription(sandbox, invoice);
  return invoice;
}
