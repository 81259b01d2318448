import type { BuyerRow } from '@/lib/metrics/buyer-rows';
import type { CustomerRow } from '@/lib/metrics/customer-rows';
import type { EntryRow } from '@/lib/metrics/entry-rows';
import type { ForeignRow } from '@/lib/metrics/foreign-rows';
import type { SpanRow } from '@/lib/metrics/span-rows';
import { exponentOf } from '@/lib/money/currencies';
import { asDecimal } from '@/lib/money/format';
import { convertMinor, decimalText, type RateTable } from '@/lib/money/rates';
import { toNumber } from './to-number';
import type { ExplainObject, ExplainRow } from './types';

export type Part = ExplainRow['part'];

/** What turning a stored row into a shown one needs to know. */
export interface RowContext {
  livemode: boolean;
  /** Currency of the answer, and the one the entries are already valued in. */
  currency: string;
  reportingCurrency: string;
  rates: RateTable | null;
  /** The day at whose rates MRR is shown, where it is not each level's own. */
  ratesOf?: string;
}

const PATHS: Record<string, string> = {
  customer: 'customers',
  subscription: 'subscriptions',
  invoice: 'invoices',
  charge: 'payments',
  payment_intent: 'payments',
  refund: 'refunds',
  dispute: 'disputes',
  payout: 'payouts',
  price: 'prices',
  product: 'products',
  coupon: 'coupons',
  event: 'events',
  balance_transaction: 'balance/transactions',
  checkout_session: 'checkout/sessions',
};

/** The object in Stripe's dashboard; a search for it where it has no page of its own. */
export function stripeObject(type: string, id: string, livemode: boolean): ExplainObject {
  const root = `https://dashboard.stripe.com/${livemode ? '' : 'test/'}`;
  const path = PATHS[type];
  return {
    type,
    id,
    url: path ? `${root}${path}/${encodeURIComponent(id)}` : `${root}search?query=${encodeURIComponent(id)}`,
  };
}

const customerOf = (row: {
  ownerId: string;
  name: string | null;
  email: string | null;
  personId: string | null;
}): ExplainRow['customer'] => ({
  id: row.ownerId,
  label: row.name || row.email || row.ownerId,
  // Stripe's own fees are nobody's.
  person: row.personId ?? '',
});

const ownerObject = (ownerId: string, livemode: boolean) =>
  ownerId.startsWith('guest:') ? [] : [stripeObject('customer', ownerId, livemode)];

/** A signed entry as a row: `of` says whether its amount or its count is what adds up. */
export function fromEntry(
  row: EntryRow,
  context: RowContext,
  term: { part: Part; sign: 1 | -1; of: 'amount' | 'quantity' },
): ExplainRow {
  const { livemode } = context;
  const sign = BigInt(term.sign);
  const [value, fxRate, fxDay] = term.of === 'quantity' ? [row.quantity, null, null] : entryValue(row, context);
  return {
    id: `${row.ownerId}/${row.entryId}`,
    part: term.part,
    day: row.day,
    customer: customerOf(row),
    description: row.detail.description,
    arithmetic: term.sign === -1 ? `−(${row.detail.arithmetic})` : row.detail.arithmetic,
    objects: [
      ...ownerObject(row.ownerId, livemode),
      ...row.detail.objects.map(({ type, id }) => stripeObject(type, id, livemode)),
    ],
    amountMinor: toNumber(row.minor * sign) ?? 0,
    currency: row.currency,
    fxRate,
    fxDay,
    value: value === null ? null : toNumber(value * sign),
  };
}

function entryValue(
  row: EntryRow,
  { currency, reportingCurrency, rates }: RowContext,
): [bigint | null, string | null, string | null] {
  if (currency === reportingCurrency) return [row.reporting, row.fxRate, row.fxDay];
  return converted(row.minor, row.currency, currency, row.day, rates);
}

function converted(
  minor: bigint,
  from: string,
  to: string,
  day: string,
  rates: RateTable | null,
): [bigint | null, string | null, string | null] {
  if (from === to || from === '') return [minor, null, null];
  const used = rates?.(from, to, day);
  return used ? [convertMinor(minor, from, to, used.rate), decimalText(used.rate), used.day] : [null, null, null];
}

/** What one item contributes to MRR on `day`, times 12 for ARR. */
export function fromSpan(row: SpanRow, context: RowContext, day: string, times: bigint, part: Part): ExplainRow {
  const { livemode, currency, rates, ratesOf = day } = context;
  const [value, fxRate, fxDay] = converted(row.minor, row.currency, currency, ratesOf, rates);
  const objects: [string, string][] = [
    ['subscription', row.subscriptionId],
    ['subscription_item', row.itemId],
    ['price', row.priceId],
    ['product', row.productId],
    ...row.detail.discounts.map(({ coupon }): [string, string] => ['coupon', coupon]),
    ['event', row.detail.eventId],
  ];
  return {
    id: `${row.ownerId}/${row.itemId}/${row.fromDay}`,
    part,
    day,
    customer: customerOf(row),
    description: `${row.series === 'trial' ? 'In trial' : 'Paying'} since ${row.fromDay}`,
    arithmetic: times === 1n ? row.detail.arithmetic : `(${row.detail.arithmetic}) × ${times}`,
    objects: [
      ...ownerObject(row.ownerId, livemode),
      ...objects.filter(([, id]) => id !== '').map(([type, id]) => stripeObject(type, id, livemode)),
    ],
    amountMinor: toNumber(row.minor * times) ?? 0,
    currency: row.currency,
    fxRate,
    fxDay,
    value: value === null ? null : toNumber(value * times),
    quality: row.quality,
  };
}

/** A customer that counts as one. */
export function fromCustomer(
  row: CustomerRow,
  { livemode }: RowContext,
  day: string,
  description: string,
  part: Part,
): ExplainRow {
  return {
    id: `${part}/${row.ownerId}`,
    part,
    day,
    customer: customerOf(row),
    description,
    arithmetic: '1',
    objects: [
      ...ownerObject(row.ownerId, livemode),
      ...row.subscriptions.map((id) => stripeObject('subscription', id, livemode)),
    ],
    amountMinor: 0,
    currency: '',
    fxRate: null,
    fxDay: null,
    value: 1,
  };
}

/** A person that counts as one buyer. */
export function fromBuyer(row: BuyerRow, { livemode }: RowContext, day: string, part: Part): ExplainRow {
  const customer = customerOf(row);
  return {
    ...fromCustomer(
      { ...row, connectionId: '', subscriptions: [] },
      { livemode, currency: '', reportingCurrency: '', rates: null },
      day,
      `${row.sales} ${row.sales === 1n ? 'sale' : 'sales'} in the period`,
      part,
    ),
    id: `buyer/${row.personId}`,
    customer: { ...customer, person: row.personId },
    objects: row.objects.map(({ type, id }) => stripeObject(type, id, livemode)),
  };
}

/** What exchange rates alone did to one customer's MRR between two days (definitions B2). */
export function fromForeign(
  row: ForeignRow,
  { livemode, currency, rates }: RowContext,
  before: string,
  last: string,
): ExplainRow {
  const value = (minor: string, day: string) => converted(BigInt(minor), row.currency, currency, day, rates)[0] ?? 0n;
  const sum = (values: readonly bigint[]) => values.reduce((a, b) => a + b, 0n);
  const opening = sum(row.opening.map((minor) => value(minor, before)));
  const closing = sum(row.closing.map((minor) => value(minor, last)));
  const moved = sum(row.moved.map(({ minor, day }) => value(minor, day)));
  const shown = (minor: bigint) => asDecimal(minor, exponentOf(currency));
  const used = rates?.(row.currency, currency, last);
  return {
    id: `fx/${row.ownerId}/${row.currency}`,
    part: 'value',
    day: last,
    customer: customerOf(row),
    description: `${row.currency.toUpperCase()} MRR revalued from ${before} to ${last}`,
    arithmetic: `${shown(closing)} − ${shown(opening)} − ${shown(moved)} moved`,
    objects: [
      ...ownerObject(row.ownerId, livemode),
      ...row.subscriptions.map((id) => stripeObject('subscription', id, livemode)),
    ],
    amountMinor: toNumber(sum(row.closing.map(BigInt))) ?? 0,
    currency: row.currency,
    fxRate: used ? decimalText(used.rate) : null,
    fxDay: used?.day ?? null,
    value: toNumber(closing - opening - moved),
  };
}
