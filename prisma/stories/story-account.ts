/** What a story needs of an account: Stripe's HTTP API in process, and a clock it may move forward. */
export type StoryAccount = {
  request(method: 'GET' | 'POST' | 'DELETE', path: string, params?: Record<string, unknown>): unknown;
  advanceTo(date: Date): void;
  now(): Date;
  /** What the customer's bank says to every later payment attempt. */
  setPaymentOutcome(customerId: string, outcome: 'succeed' | 'decline'): void;
  /** The customer's bank sends a refund back. */
  failRefund(refundId: string): unknown;
};
