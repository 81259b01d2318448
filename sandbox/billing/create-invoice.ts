import type { Metadata } from '../core/params';
import type { Sandbox } from '../core/sandbox';
import type { Customer } from '../objects/customer';
import { type BillingReason, embeddedLines, type Invoice, newInvoice } from '../objects/invoice';
import type { LineItem, Period } from '../objects/line-item';
import type { CollectionMethod, Subscription } from '../objects/subscription';
import type { TaxRate } from '../objects/tax-rate';
import { automaticTaxOfInvoice, ratesOf } from './automatic-tax';
import { applyBalance } from './customer-balance';
import { discountLines } from './discount-lines';
import { invoiceTotals } from './invoice-totals';
import type { LineDraft } from './line-draft';
import { lineTaxes } from './line-taxes';
import { DAY } from './period';

export interface InvoicePlan {
  readonly customer: Customer;
  readonly subscription: Subscription | null;
  readonly billingReason: BillingReason;
  readonly currency: string;
  readonly lines: readonly LineDraft[];
  readonly period: Period;
  readonly discounts: readonly string[];
  readonly taxRates: readonly TaxRate[];
  readonly collectionMethod: CollectionMethod;
  readonly daysUntilDue: number | null;
  readonly autoAdvance: boolean;
  /** Tax by the customer's country instead of by rates. */
  readonly automaticTax?: boolean;
  readonly finalizesAt: number | null;
  readonly description?: string | null;
  readonly metadata?: Metadata;
}

/** Writes a draft invoice with its lines and announces it. */
export function createInvoice(sandbox: Sandbox, plan: InvoicePlan): Invoice {
  const id = sandbox.ids.next('in');
  const country = plan.customer.address?.country ?? null;
  const taxes = { automatic: plan.automaticTax ?? false, country, rates: plan.taxRates };
  const lines = writeLines(sandbox, id, plan.lines, plan.discounts, ratesOf(sandbox, taxes));
  const invoice = sandbox.store.invoices.add(draftInvoice(sandbox, id, plan, lines));
  sandbox.store.lines.set(id, lines);
  sandbox.emit('invoice.created', invoice);
  return invoice;
}

/** Turns drafts into the lines of an invoice, each with its share of the discounts and its taxes. */
export function writeLines(
  sandbox: Sandbox,
  invoice: string,
  drafts: readonly LineDraft[],
  discounts: readonly string[],
  ratesOfLine: (line: LineDraft) => readonly TaxRate[],
): readonly LineItem[] {
  const discounted = discountLines(sandbox.store, drafts, discounts);
  return drafts.map((draft, i): LineItem => {
    const { product: _product, taxRates: _rates, discounts: ownDiscounts, ...fields } = draft;
    const discountAmounts = discounted[i] ?? [];
    const left = discountAmounts.reduce((amount, discount) => amount - discount.amount, draft.amount);
    return {
      id: sandbox.ids.next('il'),
      object: 'line_item',
      ...fields,
      discount_amounts: discountAmounts,
      discounts: ownDiscounts,
      invoice,
      livemode: sandbox.settings.livemode,
      pretax_credit_amounts: discountAmounts.map((discount) => ({ ...discount, type: 'discount' as const })),
      quantity_decimal: String(draft.quantity),
      subtotal: draft.amount,
      taxes: lineTaxes(left, ratesOfLine(draft)),
    };
  });
}

function draftInvoice(sandbox: Sandbox, id: string, plan: InvoicePlan, lines: readonly LineItem[]): Invoice {
  const { customer, subscription } = plan;
  const totals = invoiceTotals(lines);
  const { amountDue } = applyBalance(customer.balance, totals.total);
  const now = sandbox.time();
  const draft = newInvoice({
    id,
    ...totals,
    account_country: sandbox.settings.country,
    account_name: sandbox.settings.accountName,
    amount_due: amountDue,
    amount_overpaid: 0,
    amount_paid: 0,
    amount_remaining: amountDue,
    attempt_count: 0,
    attempted: false,
    auto_advance: plan.autoAdvance,
    automatic_tax: automaticTaxOfInvoice(plan.automaticTax ?? false, customer.address),
    automatically_finalizes_at: plan.finalizesAt,
    billing_reason: plan.billingReason,
    collection_method: plan.collectionMethod,
    created: now,
    currency: plan.currency,
    customer: customer.id,
    customer_address: customer.address,
    customer_email: customer.email,
    customer_name: customer.name,
    customer_phone: customer.phone,
    default_tax_rates: plan.taxRates,
    description: plan.description ?? null,
    discounts: plan.discounts,
    due_date: plan.daysUntilDue === null ? null : now + plan.daysUntilDue * DAY,
    effective_at: null,
    ending_balance: null,
    hosted_invoice_url: null,
    invoice_pdf: null,
    lines: embeddedLines(id, lines),
    livemode: sandbox.settings.livemode,
    metadata: plan.metadata ?? {},
    next_payment_attempt: plan.collectionMethod === 'charge_automatically' ? plan.finalizesAt : null,
    number: null,
    parent: subscription && {
      quote_details: null,
      subscription_details: { metadata: subscription.metadata, subscription: subscription.id },
      type: 'subscription_details',
    },
    period_end: plan.period.end,
    period_start: plan.period.start,
    starting_balance: customer.balance,
    status: 'draft',
    status_transitions: { finalized_at: null, marked_uncollectible_at: null, paid_at: null, voided_at: null },
    webhooks_delivered_at: now,
  });
  return { ...draft, application: subscription?.application ?? null, test_clock: customer.test_clock };
}
