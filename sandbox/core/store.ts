import type { HeldUpdate } from '../billing/held-update';
import type { PayoutSchedule } from '../billing/payouts';
import type { TestMethod } from '../billing/test-methods';
import type { CheckoutPlan } from '../checkout/checkout-plan';
import type { LinkOffer } from '../checkout/payment-link';
import type { ApplicationFee } from '../objects/application-fee';
import type { BalanceTransaction } from '../objects/balance-transaction';
import type { Charge } from '../objects/charge';
import type { CheckoutSession } from '../objects/checkout-session';
import type { ConnectedAccount } from '../objects/connected-account';
import type { Coupon } from '../objects/coupon';
import type { CreditNote, CreditNoteLine } from '../objects/credit-note';
import type { Customer } from '../objects/customer';
import type { CustomerBalanceTransaction } from '../objects/customer-balance-transaction';
import type { Discount } from '../objects/discount';
import type { Dispute } from '../objects/dispute';
import type { StripeEvent } from '../objects/event';
import type { Invoice } from '../objects/invoice';
import type { InvoiceItem } from '../objects/invoice-item';
import type { InvoicePayment } from '../objects/invoice-payment';
import type { Cardholder, IssuedCard, IssuingTransaction } from '../objects/issuing';
import type { LineItem } from '../objects/line-item';
import type { Meter, MeterEvent } from '../objects/meter';
import type { PaymentIntent } from '../objects/payment-intent';
import type { PaymentLink } from '../objects/payment-link';
import type { PaymentMethod } from '../objects/payment-method';
import type { Payout } from '../objects/payout';
import type { CurrencyOption, Price, Tier } from '../objects/price';
import type { Product } from '../objects/product';
import type { PromotionCode } from '../objects/promotion-code';
import type { Refund } from '../objects/refund';
import type { SetupIntent } from '../objects/setup-intent';
import type { Subscription } from '../objects/subscription';
import type { SubscriptionSchedule } from '../objects/subscription-schedule';
import type { TaxRate } from '../objects/tax-rate';
import type { TestClock } from '../objects/test-clock';
import type { WebhookEndpoint } from '../objects/webhook-endpoint';
import { createCollection } from './collection';

/**
 * Everything the account knows. Objects are values: a change stores a new object and never touches the old one, so
 * an event can carry the object itself as its snapshot.
 */
export function createStore() {
  return {
    products: createCollection<Product>(),
    prices: createCollection<Price>({ product: (price) => price.product }),
    /** Stripe shows a price's tiers, and the products a coupon applies to, only when asked to expand them. */
    tiers: new Map<string, readonly Tier[]>(),
    couponProducts: new Map<string, readonly string[]>(),
    /** What a price, a coupon or a promotion code's minimum is in other currencies: shown on request as well. */
    priceCurrencies: new Map<string, Readonly<Record<string, CurrencyOption>>>(),
    couponCurrencies: new Map<string, Readonly<Record<string, { readonly amount_off: number }>>>(),
    codeCurrencies: new Map<string, Readonly<Record<string, { readonly minimum_amount: number }>>>(),
    coupons: createCollection<Coupon>(),
    taxRates: createCollection<TaxRate>(),
    customers: createCollection<Customer>(),
    discounts: createCollection<Discount>({ subscription: (discount) => discount.subscription }),
    promotionCodes: createCollection<PromotionCode>({ coupon: (code) => code.promotion.coupon }),
    subscriptions: createCollection<Subscription>({ customer: (subscription) => subscription.customer }),
    /** The end of the trial of which a subscription was warned last. */
    trialWarnings: new Map<string, number>(),
    meters: createCollection<Meter>(),
    /** What was reported, by the event name of its meter. */
    meterEvents: new Map<string, readonly MeterEvent[]>(),
    /** Changes of subscriptions that wait to be paid. */
    heldUpdates: new Map<string, HeldUpdate>(),
    /** Subscription item id → subscription id. */
    subscriptionOfItem: new Map<string, string>(),
    invoices: createCollection<Invoice>({
      customer: (invoice) => invoice.customer,
      subscription: (invoice) => invoice.parent?.subscription_details.subscription,
    }),
    lines: new Map<string, readonly LineItem[]>(),
    invoiceItems: createCollection<InvoiceItem>({ customer: (item) => item.customer }),
    /** Invoice items that wait for the customer's next invoice. */
    pendingItems: new Map<string, readonly string[]>(),
    invoicePayments: createCollection<InvoicePayment>({
      invoice: (payment) => payment.invoice,
      paymentIntent: (payment) => payment.payment.payment_intent,
    }),
    paymentMethods: createCollection<PaymentMethod>(),
    /** What Stripe's test suite a stored payment method was made of. */
    testMethods: new Map<string, TestMethod>(),
    setupIntents: createCollection<SetupIntent>({ customer: (intent) => intent.customer }),
    creditNotes: createCollection<CreditNote>({ invoice: (note) => note.invoice }),
    creditNoteLines: new Map<string, readonly CreditNoteLine[]>(),
    customerBalanceTransactions: createCollection<CustomerBalanceTransaction>({
      customer: (transaction) => transaction.customer,
    }),
    paymentIntents: createCollection<PaymentIntent>({ customer: (intent) => intent.customer }),
    charges: createCollection<Charge>({
      customer: (charge) => charge.customer,
      paymentIntent: (charge) => charge.payment_intent,
    }),
    refunds: createCollection<Refund>({
      charge: (refund) => refund.charge,
      paymentIntent: (refund) => refund.payment_intent,
    }),
    disputes: createCollection<Dispute>({ charge: (dispute) => dispute.charge }),
    balanceTransactions: createCollection<BalanceTransaction>({ source: (transaction) => transaction.source }),
    applicationFees: createCollection<ApplicationFee>(),
    payouts: createCollection<Payout>(),
    payoutSchedule: { interval: 'manual' as PayoutSchedule, next: 0 },
    /** Balance transactions that no automatic payout has settled yet, and the payout of those that one has. */
    unpaid: new Set<string>(),
    payoutOf: new Map<string, string>(),
    checkoutSessions: createCollection<CheckoutSession>(),
    /** What a session does when it is paid, and who pays it. */
    checkoutPlans: new Map<string, CheckoutPlan>(),
    paymentLinks: createCollection<PaymentLink>(),
    linkOffers: new Map<string, LinkOffer>(),
    /** Payment or setup intent → the session it was made for. */
    sessionOfIntent: new Map<string, string>(),
    subscriptionSchedules: createCollection<SubscriptionSchedule>({ customer: (schedule) => schedule.customer }),
    connectedAccounts: createCollection<ConnectedAccount>(),
    cardholders: createCollection<Cardholder>(),
    issuedCards: createCollection<IssuedCard>(),
    issuingTransactions: createCollection<IssuingTransaction>(),
    testClocks: createCollection<TestClock>(),
    /** When the account emitted the events of test clocks, which are dated by those. */
    emittedAt: new Map<string, number>(),
    events: createCollection<StripeEvent>(),
    webhookEndpoints: createCollection<WebhookEndpoint>(),
    deletedCustomers: new Set<string>(),
    /** Deleted coupons stay stored, because discounts that came of them go on. */
    deletedCoupons: new Set<string>(),
  };
}

export type Store = ReturnType<typeof createStore>;

/** A store of its own with everything this one knows, for what must leave no trace. */
export function forkStore(store: Store): Store {
  return Object.assign(
    createStore(),
    Object.fromEntries(Object.entries(store).map(([name, part]) => [name, forkPart(part)])),
  );
}

function forkPart(part: Store[keyof Store]): unknown {
  if (part instanceof Map) return new Map<unknown, unknown>(part);
  if (part instanceof Set) return new Set<unknown>(part);
  return 'fork' in part ? part.fork() : { ...part };
}
