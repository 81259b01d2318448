/** What the clock can bring about, in the order in which it happens within one second. */
export const DUE_KINDS = [
  'discount.end',
  'schedule.turn',
  'schedule.expiring',
  'pause.resume',
  'subscription.cancel',
  'subscription.expire',
  'trial.will_end',
  'update.expire',
  'subscription.renew',
  'invoice.finalize',
  'invoice.attempt',
  'invoice.overdue',
  'resumption.void',
  'payment.settle',
  'charge.expire',
  'checkout.expire',
  'refund.settle',
  'promotion_code.expire',
  'payout.arrive',
  'payout.send',
  'payout.daily',
  'dispute.due',
  'dispute.open',
] as const;

export type DueKind = (typeof DUE_KINDS)[number];
