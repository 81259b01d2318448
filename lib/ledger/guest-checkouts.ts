import { type Latest, lastOf } from './link-payments';
import type { Problem } from './subscription-mrr';

/** Paid checkouts that lead to no customer (definitions B6-12): they are sales, and their buyers cannot be followed. */
export function guestCheckouts(latest: Latest): Problem[] {
  const named = [latest.charge, latest.payment_intent, latest.invoice, latest.session].some((objects) =>
    [...objects.values()].flat().some(({ body }) => body.customer !== null),
  );
  if (named) return [];
  return lastOf(latest.session)
    .filter(([, { paymentStatus, mode }]) => paymentStatus === 'paid' && mode !== 'setup')
    .map(([id]) => ({
      kind: 'guest_checkout',
      objectId: id,
      message:
        'A guest paid without becoming a customer, so later purchases cannot be joined to this one: create checkout sessions with customer_creation "always"',
    }));
}
