import { z } from 'zod';
import { type CreditRequest, creditInvoice, draftCreditNote, voidCreditNote } from '../billing/credit-invoice';
import { creditLines, totalLine } from '../billing/credit-lines';
import { invalidRequest, resourceMissing } from '../core/errors';
import { createdPaging, listPage, paging } from '../core/list';
import { clearable, decimalText, integer, listOf, mergeMetadata, metadata, text } from '../core/params';
import { route } from '../core/router';
import { change, type Sandbox } from '../core/sandbox';
import type { CreditNote } from '../objects/credit-note';
import type { Invoice } from '../objects/invoice';
import { pageOf } from './page-of';

const none = z.strictObject({});
const amount = integer.pipe(z.number().nonnegative());
const line = z.strictObject({
  amount: integer.optional(),
  description: text.optional(),
  invoice_line_item: text.optional(),
  metadata: metadata.optional(),
  quantity: integer.optional(),
  tax_rates: clearable(listOf(text)).optional(),
  type: z.enum(['custom_line_item', 'invoice_line_item']),
  unit_amount: integer.optional(),
  unit_amount_decimal: decimalText.optional(),
});
const createParams = z.strictObject({
  amount: amount.optional(),
  credit_amount: amount.optional(),
  effective_at: integer.optional(),
  email_type: z.enum(['credit_note', 'none']).optional(),
  invoice: text,
  lines: listOf(line).optional(),
  memo: text.optional(),
  metadata: metadata.optional(),
  out_of_band_amount: amount.optional(),
  reason: z.enum(['duplicate', 'fraudulent', 'order_change', 'product_unsatisfactory']).optional(),
  refund_amount: amount.optional(),
  refunds: listOf(
    z.strictObject({ amount_refunded: integer.optional(), refund: text, type: z.literal('refund').optional() }),
  ).optional(),
});
const updateParams = z.strictObject({ memo: clearable(text).optional(), metadata: metadata.optional() });
const listParams = z.strictObject({ ...createdPaging, customer: text.optional(), invoice: text.optional() });

type CreateParams = z.output<typeof createParams>;

export const creditNoteRoutes = [
  route('POST', '/v1/credit_notes', createParams, (sandbox, params) => {
    const invoice = invoiceOf(sandbox, params);
    return creditInvoice(sandbox, invoice, requestOf(sandbox, invoice, params));
  }),
  route('GET', '/v1/credit_notes', listParams, (sandbox, params) =>
    listPage(sandbox.store.creditNotes, params, {
      url: '/v1/credit_notes',
      kind: 'credit note',
      createdOf: ({ created }) => created,
      within: ['invoice', params.invoice],
      match: ({ customer }) => params.customer === undefined || customer === params.customer,
    }),
  ),
  route('GET', '/v1/credit_notes/preview', createParams, (sandbox, params) => {
    const invoice = invoiceOf(sandbox, params);
    return draftCreditNote(sandbox, invoice, requestOf(sandbox, invoice, params));
  }),
  route('GET', '/v1/credit_notes/:id', none, (sandbox, _params, id) => findNote(sandbox, id)),
  route('POST', '/v1/credit_notes/:id', updateParams, (sandbox, params, id) => {
    const before = findNote(sandbox, id);
    const after = {
      memo: params.memo === undefined ? before.memo : params.memo,
      metadata: mergeMetadata(before.metadata, params.metadata),
    };
    return change(sandbox, sandbox.store.creditNotes, before, after, 'credit_note.updated');
  }),
  route('POST', '/v1/credit_notes/:id/void', none, (sandbox, _params, id) =>
    voidCreditNote(sandbox, findNote(sandbox, id)),
  ),
  route('GET', '/v1/credit_notes/:id/lines', z.strictObject(paging), (sandbox, params, id) =>
    pageOf(sandbox.store.creditNoteLines.get(findNote(sandbox, id).id) ?? [], params, {
      kind: 'credit note line item',
      url: `/v1/credit_notes/${id}/lines`,
    }),
  ),
];

function findNote(sandbox: Sandbox, id: string): CreditNote {
  const note = sandbox.store.creditNotes.get(id);
  if (!note) throw resourceMissing('credit note', id);
  return note;
}

function invoiceOf(sandbox: Sandbox, params: CreateParams): Invoice {
  const invoice = sandbox.store.invoices.get(params.invoice);
  if (!invoice) throw resourceMissing('invoice', params.invoice, 'invoice');
  if (invoice.status !== 'open' && invoice.status !== 'paid') {
    throw invalidRequest(`A credit note needs an open or paid invoice; this one is ${invoice.status}.`, 'invoice');
  }
  return invoice;
}

function requestOf(sandbox: Sandbox, invoice: Invoice, params: CreateParams): CreditRequest {
  if ((params.lines === undefined) === (params.amount === undefined)) {
    throw invalidRequest('One of `amount` or `lines` must be provided.', 'amount', 'parameter_missing');
  }
  return {
    lines: params.lines ? creditLines(sandbox, invoice, params.lines) : [totalLine(sandbox, params.amount ?? 0)],
    refundAmount: params.refund_amount ?? 0,
    creditAmount: params.credit_amount ?? 0,
    outOfBandAmount: params.out_of_band_amount ?? 0,
    refunds: (params.refunds ?? []).map(({ refund: id, amount_refunded: part }) => {
      const refund = sandbox.store.refunds.get(id);
      if (!refund) throw resourceMissing('refund', id, 'refunds[0][refund]');
      return { refund: id, amount: part ?? refund.amount };
    }),
    effectiveAt: params.effective_at,
    memo: params.memo ?? null,
    metadata: mergeMetadata({}, params.metadata),
    reason: params.reason ?? null,
  };
}
