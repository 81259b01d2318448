import { z } from 'zod';
import { accountOwner, isAccountFee } from '@/lib/ledger/account-fees';
import type { AnyVersion, FactBodies, FactKind, Json } from '@/lib/ledger/facts';
import { cleanJson, cleanText } from '../clean-text';
import { creditNoteShape } from './credit-note';
import { customerShape, productShape, readDiscount } from './customer';
import { invoiceShape } from './invoice';
import { invoiceItemShape } from './invoice-item';
import {
  balanceTransactionShape,
  chargeShape,
  disputeShape,
  invoicePaymentShape,
  paymentIntentShape,
  refundShape,
  sessionShape,
} from './payments';
import { payoutShape } from './payout';
import { id, listOf } from './read';
import { subscriptionShape } from './subscription';
import { couponShape, promotionCodeShape, readPrice } from './terms';

/** The event as it is stored, with its payload parsed. */
export interface StoredEvent {
  id: string;
  type: string;
  livemode: boolean;
  occurredAt: Date;
  knownAt: Date;
  country: string | null;
  payload: unknown;
}

/** A version with the ids that tell whose it is. */
export interface ExtractedVersion {
  version: AnyVersion;
  /** The customer the object names, or null. */
  customer: string | null;
  /** Ids of objects it belongs together with, strongest first. */
  refs: string[];
}

/** null: it tells the ledger nothing. */
type Reader<K extends FactKind> = { kind: K; read: (object: unknown, event: StoredEvent) => FactBodies[K] | null };
const reader = <K extends FactKind>(kind: K, read: Reader<K>['read']): Reader<K> => ({ kind, read });
const isDeletion = (event: StoredEvent) => event.type.endsWith('.deleted');

/**
 * What is read of each Stripe object, by the object's own type: the object is trusted over the name of its event.
 * Adding a kind is adding a line.
 */
const READERS = {
  subscription: reader('subscription', (object) => subscriptionShape.parse(object)),
  invoice: reader('invoice', (object, { country }) => ({ ...invoiceShape.parse(object), country })),
  charge: reader('charge', (object, { country }) => ({ ...chargeShape.parse(object), country })),
  invoiceitem: reader('invoiceitem', (object) => invoiceItemShape.parse(object)),
  payment_intent: reader('payment_intent', (object) => paymentIntentShape.parse(object)),
  refund: reader('refund', (object) => refundShape.parse(object)),
  'checkout.session': reader('session', (object, { country }) => ({ ...sessionShape.parse(object), country })),
  invoice_payment: reader('invoice_payment', (object) => invoicePaymentShape.parse(object)),
  balance_transaction: reader('balance_transaction', (object) => balanceTransactionShape.parse(object)),
  customer: reader('customer', (object, event) => {
    const fact = customerShape.parse(object);
    return { ...fact, country: event.country, deleted: fact.deleted || isDeletion(event) };
  }),
  discount: reader('discount', (object, event) => {
    const fact = readDiscount(object);
    return { ...fact, deleted: fact.deleted || isDeletion(event) };
  }),
  product: reader('product', (object, event) => {
    const fact = productShape.parse(object);
    return { ...fact, deleted: fact.deleted || isDeletion(event) };
  }),
  price: reader('price', (object, event) => ({ ...readPrice(object), deleted: isDeletion(event) })),
  plan: reader('price', (object, event) => ({ ...readPrice(object), deleted: isDeletion(event) })),
  coupon: reader('coupon', (object, event) => ({ ...couponShape.parse(object), deleted: isDeletion(event) })),
  promotion_code: reader('promotion_code', (object) => promotionCodeShape.parse(object)),
  dispute: reader('dispute', (object) => disputeShape.parse(object)),
  credit_note: reader('credit_note', (object) => creditNoteShape.parse(object)),
  payout: reader('payout', (object) => payoutShape.parse(object)),
} satisfies Record<string, Reader<FactKind>>;

/** Every kind of version there is. */
export const FACT_KINDS: readonly FactKind[] = [...new Set(Object.values(READERS).map(({ kind }) => kind))];

const isReadable = (name: string): name is keyof typeof READERS => Object.hasOwn(READERS, name);

/** A JSON object, as it is: its reader looks at its members. */
const anyObject = z.custom<object>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  'Invalid input: expected object',
);
/** Parsed from JSON text, so it can be nothing else. */
const anyJson = z.custom<Json>();

const envelope = z.object({
  data: z.object({ object: anyObject.nullish(), previous_attributes: anyJson.nullish() }).nullish(),
});

const named = z.object({ object: z.string().nullish() });

const embeddedRefunds = z.object({ refunds: listOf(anyObject) });

/**
 * The versions one event contributes; none for an event the ledger does not read. Pure. Throws when a member it needs
 * cannot be read: the event is then parked as failed, with the member's name.
 */
export function extractEvent(event: StoredEvent): ExtractedVersion[] {
  const { data } = envelope.parse(event.payload);
  const object = data?.object;
  if (!object) return [];
  const name = named.parse(object).object ?? '';
  if (!isReadable(name)) return [];
  const previous = data?.previous_attributes ?? null;
  const own = readOne(name, object, event, previous);
  if (name !== 'charge') return own;
  // Before 2022-11-15 a charge carries its refunds.
  const refunds = embeddedRefunds.parse(object).refunds.data;
  return [...own, ...refunds.flatMap((refund) => readOne('refund', refund, event, null))];
}

const identified = z.object({ id: id.nullish() });

function readOne(name: keyof typeof READERS, object: object, event: StoredEvent, previous: Json): ExtractedVersion[] {
  const objectId = identified.parse(object).id;
  // Previews of upcoming invoices have no id and are no objects yet.
  if (!objectId) return [];
  const { kind } = READERS[name];
  const fact = READERS[name].read(object, event);
  if (fact === null) return [];
  const body = cleanJson(fact);
  // The table pairs each kind with its own reader; the compiler cannot follow the pairing through the lookup.
  const version = {
    kind,
    objectId: cleanText(objectId),
    eventId: event.id,
    eventType: event.type,
    occurredAt: event.occurredAt,
    knownAt: event.knownAt,
    livemode: event.livemode && !hasTestClock(object),
    body,
    previous: previous === null ? null : cleanJson(previous),
  } as AnyVersion;
  return [{ version, ...ownership(version) }];
}

const hasTestClock = (object: object) =>
  'test_clock' in object && object.test_clock !== null && object.test_clock !== undefined;

/** Whose a version is: the customer it names, or the objects that may lead to one. */
function ownership(version: AnyVersion): { customer: string | null; refs: string[] } {
  const compact = (...ids: (string | null)[]) => ids.filter((id): id is string => id !== null);
  switch (version.kind) {
    case 'customer':
      return { customer: version.objectId, refs: [] };
    case 'subscription':
    case 'invoiceitem':
    case 'discount':
      return { customer: version.body.customer, refs: [] };
    case 'invoice': {
      const { charge, paymentIntent, payments, customer } = version.body;
      return {
        customer,
        refs: compact(paymentIntent, charge, ...payments.flatMap((payment) => [payment.paymentIntent, payment.charge])),
      };
    }
    case 'charge':
      return { customer: version.body.customer, refs: compact(version.body.paymentIntent, version.body.invoice) };
    case 'payment_intent':
      return { customer: version.body.customer, refs: compact(version.body.latestCharge, version.body.invoice) };
    case 'session':
      return { customer: version.body.customer, refs: compact(version.body.paymentIntent, version.body.invoice) };
    case 'refund':
      return { customer: null, refs: compact(version.body.paymentIntent, version.body.charge) };
    case 'invoice_payment':
      return { customer: null, refs: compact(version.body.invoice, version.body.paymentIntent, version.body.charge) };
    case 'balance_transaction':
      return isAccountFee(version.body)
        ? { customer: accountOwner(version.livemode), refs: [] }
        : { customer: null, refs: compact(version.body.source) };
    case 'dispute':
      return { customer: null, refs: compact(version.body.charge, version.body.paymentIntent) };
    case 'credit_note':
      return {
        customer: version.body.customer,
        refs: compact(version.body.invoice, ...version.body.refunds.map(({ refund }) => refund)),
      };
    case 'payout':
    case 'product':
    case 'price':
    case 'coupon':
    case 'promotion_code':
      return { customer: null, refs: [] };
  }
}

export const CATALOG_KINDS: readonly FactKind[] = ['product', 'price', 'coupon', 'promotion_code'];
