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
