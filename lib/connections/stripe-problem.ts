/** Stripe's own words about a permission never hold the key; anything else is told by its kind only. */
export function problemOf(error: unknown, permission: string): string {
  if (typeof error !== 'object' || error === null || !('type' in error)) return 'Stripe could not be reached.';
  if (error.type === 'StripePermissionError') return `The API key lacks the permission “${permission}”.`;
  if (error.type === 'StripeAuthenticationError') return 'Stripe does not accept the API key any more.';
  if (error.type === 'StripeRateLimitError') return 'Stripe asked to slow down; the next run goes on from here.';
  if (error.type === 'StripeInvalidRequestError') return `Stripe refused the request${codeOf(error)}.`;
  return 'Stripe could not be reached.';
}

const codeOf = (error: object) => ('code' in error && typeof error.code === 'string' ? ` (${error.code})` : '');

/** What Stripe's client throws, in contrast to our own mistakes and a database that is away. */
export const isStripeError = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'type' in error && String(error.type).startsWith('Stripe');
