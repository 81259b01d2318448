import { storeEvent } from '@/lib/inbox/store-events';
import { countryOf, withoutSensitive } from '@/lib/inbox/strip-sensitive';

/** A connection that has an API key. */
export interface Source {
  workspaceId: string;
  id: string;
  apiKeyCipher: string | null;
  apiKeyMode: string | null;
  accountId: string | null;
}

interface Pulled {
  /** Of the event it becomes; the same id again changes nothing. */
  id: string;
  type: string;
  /** Unix seconds from which it counts. */
  at: number;
  object: { id: string };
}

/** Puts an object read from Stripe into the inbox, as an event of its own. */
export function storePulled(source: Source, { id, type, at, object }: Pulled): Promise<void> {
  const livemode = source.apiKeyMode !== 'test';
  return storeEvent({
    workspaceId: source.workspaceId,
    connectionId: source.id,
    id,
    type,
    apiVersion: null,
    livemode,
    account: source.accountId,
    objectId: object.id,
    occurredAt: new Date(at * 1000),
    country: countryOf(object),
    payload: JSON.stringify({
      id,
      object: 'event',
      type,
      created: at,
      livemode,
      data: { object: withoutSensitive(object) },
    }),
  });
}

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
