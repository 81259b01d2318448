import type { Store } from '../core/store';
import { planOf } from '../objects/price';
import { at, isPlain, listAt, numberAt, type Plain, textAt, without } from './plain';

/** How each kind of object looked before 2025-03-31, told from how it looks now. */
export const beforeBasil: Readonly<Record<string, (store: Store, value: Plain) => Plain>> = {
  charge: (store, value) => ({ ...value, invoice: invoiceOfIntent(store, textAt(value, 'payment_intent')) }),
  credit_note: creditNote,
  credit_note_line_item: (_store, value) => ({ ...without(value, 'taxes'), tax_amounts: taxAmounts(value, 'taxes') }),
  invoice,
  invoiceitem: invoiceItem,
  line_item: line,
  payment_intent: (store, value) => ({ ...value, invoice: invoiceOfIntent(store, textAt(value, 'id')) }),
  subscription,
  subscription_item: (_store, value) => without(value, 'current_period_end', 'current_period_start', 'current_trial'),
};

function invoiceOfIntent(store: Store, intent: string | null): string | null {
  const payment = intent === null ? undefined : store.invoicePayments.where('paymentIntent', intent).at(-1);
  return payment?.invoice ?? null;
}

/** The period stood on the subscription, and beside the list of discounts its first one in full. */
function subscription(store: Store, value: Plain): Plain {
  const items = listAt(value, 'items', 'data');
  const [only] = items.length === 1 ? items : [];
  const ends = items.map((item) => numberAt(item, 'current_period_end'));
  const soonest = items[ends.indexOf(Math.min(...ends))];
  return {
    ...without(value, 'billing_mode', 'billing_schedules', 'managed_payments'),
    current_period_end: at(soonest, 'current_period_end'),
    current_period_start: at(soonest, 'current_period_start'),
    discount: firstDiscount(store, value),
    plan: at(only, 'plan') ?? null,
    quantity: at(only, 'quantity') ?? null,
  };
}

const firstDiscount = (store: Store, value: Plain): unknown => {
  const [first] = listAt(value, 'discounts');
  return typeof first === 'string' ? (store.discounts.get(first) ?? null) : (first ?? null);
};

function invoice(store: Store, value: Plain): Plain {
  const details = at(value, 'parent', 'subscription_details');
  const payments = store.invoicePayments.where('invoice', textAt(value, 'id') ?? '');
  const main = payments.find((one) => one.is_default) ?? payments.at(-1);
  const intent = store.paymentIntents.get(main?.payment.payment_intent ?? '');
  // One payment was named, and the latest charge, of whichever payment that is.
  const charges = payments.flatMap(
    ({ payment }) => store.paymentIntents.get(payment.payment_intent)?.latest_charge ?? [],
  );
  const latest = charges.reduce<string | null>((best, id) => (isLater(store, id, best) ? id : best), null);
  const paid = value.status === 'paid';
  const taxes = listAt(value, 'total_taxes');
  return {
    ...without(value, 'amount_overpaid', 'amount_paid_off_stripe', 'parent', 'total_taxes'),
    charge: latest,
    discount: firstDiscount(store, value),
    paid,
    paid_out_of_band: paid && numberAt(value, 'amount_paid_off_stripe') > 0,
    payment_intent: intent?.id ?? null,
    quote: null,
    subscription: textAt(details, 'subscription'),
    subscription_details: { metadata: at(details, 'metadata') ?? null },
    tax: taxes.length === 0 ? null : taxes.reduce<number>((sum, tax) => sum + numberAt(tax, 'amount'), 0),
    total_tax_amounts: taxAmounts(value, 'total_taxes'),
  };
}

const isLater = ({ charges }: Store, id: string, than: string | null) =>
  (charges.get(id)?.created ?? 0) >= (charges.get(than ?? '')?.created ?? 0);

const taxAmounts = (value: Plain, key: string) =>
  listAt(value, key).map((tax) => ({
    amount: at(tax, 'amount'),
    inclusive: at(tax, 'tax_behavior') === 'inclusive',
    tax_rate: textAt(tax, 'tax_rate_details', 'tax_rate'),
    taxability_reason: at(tax, 'taxability_reason'),
    taxable_amount: at(tax, 'taxable_amount'),
  }));

/** The price stood on the line in full, and what made the line were fields of its own. */
function line(store: Store, value: Plain): Plain {
  const details = at(value, 'parent', 'subscription_item_details') ?? at(value, 'parent', 'invoice_item_details');
  const item = textAt(details, 'invoice_item');
  const credited = at(details, 'proration_details', 'credited_items') ?? null;
  const inclusive = taxAmounts(value, 'taxes').filter((tax) => tax.inclusive);
  const net = numberAt(value, 'amount') - inclusive.reduce((sum, { amount }) => sum + Number(amount), 0);
  const quantity = numberAt(value, 'quantity');
  return {
    ...without(value, 'parent', 'pricing', 'quantity_decimal', 'subtotal', 'taxes'),
    amount_excluding_tax: net,
    ...priceAndPlan(store, value),
    proration: at(details, 'proration') ?? false,
    proration_details: { credited_items: credited },
    subscription: textAt(details, 'subscription'),
    ...(item !== null && { invoice_item: item }),
    ...(textAt(details, 'subscription_item') !== null && { subscription_item: textAt(details, 'subscription_item') }),
    tax_amounts: taxAmounts(value, 'taxes'),
    tax_rates: taxAmounts(value, 'taxes').flatMap(({ tax_rate }) => store.taxRates.get(tax_rate ?? '') ?? []),
    type: item === null ? 'subscription' : 'invoiceitem',
    unit_amount_excluding_tax: quantity === 0 ? null : String(net / quantity),
  };
}

function priceAndPlan(store: Store, value: Plain) {
  const price = store.prices.get(textAt(value, 'pricing', 'price_details', 'price') ?? '') ?? null;
  return { plan: price?.recurring ? planOf(price, price.recurring) : null, price };
}

function invoiceItem(store: Store, value: Plain): Plain {
  const details = at(value, 'parent', 'subscription_details');
  const unit = textAt(value, 'pricing', 'unit_amount_decimal');
  return {
    ...without(value, 'net_amount', 'parent', 'pricing', 'proration_details', 'quantity_decimal'),
    ...priceAndPlan(store, value),
    subscription: textAt(details, 'subscription'),
    ...(textAt(details, 'subscription_item') !== null && { subscription_item: textAt(details, 'subscription_item') }),
    unit_amount: unit !== null && Number.isInteger(Number(unit)) ? Number(unit) : null,
    unit_amount_decimal: unit,
  };
}

function creditNote(_store: Store, value: Plain): Plain {
  const [refund] = listAt(value, 'refunds');
  return {
    ...without(value, 'post_payment_amount', 'pre_payment_amount', 'refunds', 'total_taxes'),
    refund: isPlain(refund) ? (refund.refund ?? null) : null,
    tax_amounts: taxAmounts(value, 'total_taxes'),
  };
}
