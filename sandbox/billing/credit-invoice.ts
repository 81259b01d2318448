import { invalidRequest } from '../core/errors';
import type { Metadata } from '../core/params';
import { change, type Sandbox } from '../core/sandbox';
import type { Charge } from '../objects/charge';
import type { CreditNote, CreditNoteLine, CreditNoteReason } from '../objects/credit-note';
import type { Invoice } from '../objects/invoice';
import { moveCustomerBalance } from './customer-balance';
import { invoiceTotals } from './invoice-totals';
import { askForTheRest, markPaid } from './mark-paid';
import { refundCharge } from './refund-charge';
import { settleSubscription } from './settle-subscription';

export interface CreditRequest {
  readonly lines: readonly CreditNoteLine[];
  readonly refundAmount: number;
  readonly creditAmount: number;
  readonly outOfBandAmount: number;
  /** Refunds made before that belong to this credit note. */
  readonly refunds: readonly { readonly refund: string; readonly amount: number }[];
  readonly effectiveAt: number | undefined;
  readonly memo: string | null;
  readonly metadata: Metadata;
  readonly reason: CreditNoteReason | null;
}

/** The credit note as it would be: an open invoice owes less first, and the rest must be given back in some way. */
export function draftCreditNote(sandbox: Sandbox, invoice: Invoice, request: CreditRequest): CreditNote {
  const totals = invoiceTotals(request.lines);
  const discount = totals.total_discount_amounts.reduce((sum, { amount }) => sum + amount, 0);
  const { prePayment, postPayment } = allocate(invoice, totals.total, request);
  const id = sandbox.ids.next('cn');
  const count = sandbox.store.creditNotes.where('invoice', invoice.id).length + 1;
  const now = sandbox.time();
  return {
    id,
    object: 'credit_note',
    amount: totals.total,
    amount_shipping: 0,
    created: now,
    currency: invoice.currency,
    customer: invoice.customer,
    customer_account: null,
    customer_balance_transaction: null,
    discount_amount: discount,
    discount_amounts: totals.total_discount_amounts,
    effective_at: request.effectiveAt ?? now,
    invoice: invoice.id,
    lines: { object: 'list', data: request.lines.slice(0, 10), has_more: request.lines.length > 10, url: urlOf(id) },
    livemode: sandbox.settings.livemode,
    memo: request.memo,
    metadata: request.metadata,
    number: `${invoice.number ?? invoice.id}-CN-${String(count).padStart(2, '0')}`,
    out_of_band_amount: request.outOfBandAmount === 0 ? null : request.outOfBandAmount,
    pdf: `https://pay.stripe.com/credit_notes/${sandbox.settings.accountId}/${id}/pdf`,
    post_payment_amount: postPayment,
    pre_payment_amount: prePayment,
    pretax_credit_amounts: totals.total_pretax_credit_amounts,
    reason: request.reason,
    refunds: request.refunds.map(({ refund, amount }) => refundOf(refund, amount)),
    shipping_cost: null,
    status: 'issued',
    subtotal: totals.subtotal,
    subtotal_excluding_tax: totals.subtotal_excluding_tax,
    total: totals.total,
    total_excluding_tax: totals.total_excluding_tax,
    total_taxes: totals.total_taxes,
    type: postPayment === 0 ? 'pre_payment' : prePayment === 0 ? 'post_payment' : 'mixed',
    voided_at: null,
  };
}

const urlOf = (id: string) => `/v1/credit_notes/${id}/lines`;

const refundOf = (refund: string, amount: number) => ({
  amount_refunded: amount,
  payment_record_refund: null,
  refund,
  type: 'refund' as const,
});

function allocate(invoice: Invoice, total: number, request: CreditRequest) {
  if (total <= 0) throw invalidRequest('A credit note must credit more than nothing.', 'amount');
  const already = invoice.pre_payment_credit_notes_amount + invoice.post_payment_credit_notes_amount;
  if (total > invoice.total - already) {
    throw invalidRequest(`The credit note (${total}) exceeds what is left to credit (${invoice.total - already}).`);
  }
  const prePayment = invoice.status === 'open' ? Math.min(total, invoice.amount_remaining) : 0;
  const postPayment = total - prePayment;
  const refunded = request.refunds.reduce((sum, { amount }) => sum + amount, 0);
  const given = request.refundAmount + request.creditAmount + request.outOfBandAmount + refunded;
  if (given !== postPayment) {
    throw invalidRequest(
      `The sum of credit amount, refund amount and out of band amount (${given}) must equal the credit note amount (${postPayment}).`,
    );
  }
  return { prePayment, postPayment };
}

/** Issues a credit note with all that follows: a refund, credit for the customer, an invoice that owes less. */
export function creditInvoice(sandbox: Sandbox, invoice: Invoice, request: CreditRequest): CreditNote {
  const { store } = sandbox;
  const draft = draftCreditNote(sandbox, invoice, request);
  const refund = request.refundAmount === 0 ? undefined : refundInvoice(sandbox, invoice, request);
  const credit =
    request.creditAmount === 0
      ? undefined
      : moveCustomerBalance(sandbox, invoice.customer, {
          amount: -request.creditAmount,
          creditNote: draft.id,
          currency: invoice.currency,
          invoice: invoice.id,
          type: 'credit_note',
        });
  store.creditNoteLines.set(draft.id, request.lines);
  const note = store.creditNotes.add({
    ...draft,
    customer_balance_transaction: credit?.id ?? null,
    refunds: [...draft.refunds, ...(refund ? [refundOf(refund.id, refund.amount)] : [])],
  });
  sandbox.emit('credit_note.created', note);
  owe(sandbox, invoice, note, 1);
  return note;
}

function refundInvoice(sandbox: Sandbox, invoice: Invoice, request: CreditRequest) {
  const charge = chargesOf(sandbox, invoice).find(
    (one) => one.amount_captured - one.amount_refunded >= request.refundAmount,
  );
  if (!charge) throw invalidRequest(`Invoice ${invoice.id} has no payment from which this can be refunded.`);
  return refundCharge(sandbox, charge, { amount: request.refundAmount, metadata: {}, reason: null });
}

function chargesOf({ store }: Sandbox, invoice: Invoice): readonly Charge[] {
  return store.invoicePayments.where('invoice', invoice.id).flatMap(({ payment, status }) => {
    const intent = status === 'paid' ? store.paymentIntents.get(payment.payment_intent ?? '') : undefined;
    return store.charges.get(intent?.latest_charge ?? '') ?? [];
  });
}

/** Lets the invoice owe less by a new credit note (1), or again what one that is voided had taken off (-1). */
function owe(sandbox: Sandbox, invoice: Invoice, note: CreditNote, sign: 1 | -1): void {
  const { store } = sandbox;
  const less = sign * note.pre_payment_amount;
  const credited = change(
    sandbox,
    store.invoices,
    invoice,
    {
      amount_due: invoice.amount_due - less,
      amount_remaining: invoice.amount_remaining - less,
      post_payment_credit_notes_amount: invoice.post_payment_credit_notes_amount + sign * note.post_payment_amount,
      pre_payment_credit_notes_amount: invoice.pre_payment_credit_notes_amount + less,
    },
    'invoice.updated',
  );
  if (less === 0) return;
  if (credited.amount_remaining === 0) {
    settleSubscription(sandbox, markPaid(sandbox, credited));
    return;
  }
  askForTheRest(sandbox, credited);
}

/** Takes a credit note back, which only works while its invoice is open: what was given back stays given. */
export function voidCreditNote(sandbox: Sandbox, note: CreditNote): CreditNote {
  const invoice = sandbox.store.invoices.get(note.invoice);
  if (note.status === 'void' || note.post_payment_amount > 0 || invoice?.status !== 'open') {
    throw invalidRequest(`Credit note ${note.id} cannot be voided: only those of open invoices can.`);
  }
  const voided = change(sandbox, sandbox.store.creditNotes, note, { status: 'void', voided_at: sandbox.time() });
  sandbox.emit('credit_note.voided', voided);
  owe(sandbox, invoice, note, -1);
  return voided;
}
