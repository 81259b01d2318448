const words = (text: string) => text.trim().split(/\s+/);

/** The event types Headwater reads: the list to select when adding the endpoint in Stripe. */
export const EVENT_TYPES: readonly string[] = words(`
  charge.succeeded charge.refunded charge.captured charge.updated charge.failed charge.pending charge.expired
  charge.refund.updated charge.dispute.created charge.dispute.updated charge.dispute.closed
  charge.dispute.funds_withdrawn charge.dispute.funds_reinstated
  invoice.created invoice.updated invoice.finalized invoice.sent invoice.paid invoice.payment_succeeded
  invoice.payment_failed invoice.marked_uncollectible invoice.voided invoice.overdue invoice.overpaid invoice.deleted
  invoice.finalization_failed invoice.payment_action_required invoice_payment.paid
  payment_intent.succeeded payment_intent.canceled payment_intent.payment_failed payment_intent.amount_capturable_updated
  checkout.session.completed checkout.session.async_payment_succeeded checkout.session.async_payment_failed
  checkout.session.expired
  customer.created customer.updated customer.deleted
  customer.subscription.created customer.subscription.updated customer.subscription.deleted
  customer.subscription.paused customer.subscription.resumed customer.subscription.trial_will_end
  customer.subscription.pending_update_applied customer.subscription.pending_update_expired
  customer.discount.created customer.discount.updated customer.discount.deleted
  refund.created refund.updated refund.failed
  credit_note.created credit_note.updated credit_note.voided
  coupon.created coupon.updated coupon.deleted promotion_code.created promotion_code.updated
  product.created product.updated product.deleted price.created price.updated price.deleted
  plan.created plan.updated plan.deleted
  application_fee.created application_fee.refunded application_fee.refund.updated
  balance.available issuing_authorization.created issuing_transaction.created
  subscription_schedule.created subscription_schedule.updated subscription_schedule.released
  subscription_schedule.canceled subscription_schedule.completed subscription_schedule.aborted
  subscription_schedule.expiring
  payout.paid payout.failed payout.reconciliation_completed account.application.deauthorized
`);

/** Misspelt names that are in circulation for real ones. */
const ALIASES: ReadonlyMap<string, string> = new Map([
  ['issusing_authorization.created', 'issuing_authorization.created'],
  ['issusing_transaction.created', 'issuing_transaction.created'],
]);

/** Stripe's own name of an event type. */
export const canonicalType = (type: string): string => ALIASES.get(type) ?? type;
