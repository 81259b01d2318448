import { invalidRequest } from '../core/errors';
import { API_VERSION } from '../objects/event';

/** From here on periods, parents, prices and taxes are where they are now, and payments belong to invoices by records. */
export const BASIL = '2025-03-31';
/** From here on discounts and promotion codes name their coupon in `source` and `promotion`. */
export const CLOVER = '2025-09-30';

/** A version by its date and name, such as `2024-06-20` or `2025-03-31.basil`; the future is refused. */
export function checkVersion(version: string): string {
  if (/^\d{4}-\d{2}-\d{2}(\.\w+)?$/.test(version) && dateOf(version) <= dateOf(API_VERSION)) return version;
  throw invalidRequest(`Invalid Stripe API version: ${version}`);
}

const dateOf = (version: string) => version.slice(0, 10);

/** Payments of invoices are no objects, and have no events, before there were records of them. */
export const hasEvent = (version: string, type: string) =>
  !(isBefore(version, BASIL) && type.startsWith('invoice_payment.'));

export const isBefore = (version: string, change: string) => dateOf(version) < change;
