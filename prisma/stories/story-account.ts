/** What a story needs of an account: Stripe's HTTP API in process, and a clock it may move forward. */
export type StoryAccount = {
  request(method: 'GET' | 'POST' | 'DELETE', path: string, params?: Record<string, unknown>): unknown;
  advanceTo(date: Date): void;
  now(): Date;
  /** A request of a buyer's browser: here the form of the checkout page. */
  visit(method: 'GET' | 'POST', path: string, form: Record<string, string>): { status: number } | undefined;
  /** What the customer's bank says to every later payment attempt. */
  setPaymentOutcome(customerId: string, outcome: 'succeed' | 'decline'): void;
  /** Buyers of that currency may be shown it. */
  setExchangeRate(currency: string, rate: number): void;
  /** The customer's bank sends a refund back. */
  failRefund(refundId: string): unknown;
  /** A cardholder takes the money of a charge back; the bank decides later. */
  disputeCharge(
    chargeId: string,
    request: { reason: 'fraudulent' | 'product_not_received' | 'subscription_canceled' },
  ): {
    id: string;
  };
  decideDispute(disputeId: string, outcome: 'won' | 'lost'): unknown;
};
