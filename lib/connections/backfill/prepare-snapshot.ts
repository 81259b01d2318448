import { hash } from 'node:crypto';
import { cleanText } from '@/lib/inbox/clean-text';
import { type ExtractedVersion, extractEvent } from '@/lib/inbox/extract/extract-event';
import { countryOf, withoutSensitive } from '@/lib/inbox/strip-sensitive';
import type { StripeObject } from './kinds';

/** An object as it enters the inbox: without what must not be stored, in an event of its own. */
export interface Snapshot {
  kind: string;
  objectId: string;
  eventId: string;
  type: string;
  livemode: boolean;
  occurredAt: Date;
  readAt: Date;
  country: string | null;
  /** Of the object as it is stored. */
  digest: string;
  payload: string;
}

/** Made once and never changed: these are dated by themselves, and one reading is all there is to store. */
const UNCHANGING = 'balance_transaction';

/** `livemode` is that of the key, for objects that do not say. */
export function prepareSnapshot(object: StripeObject, readAt: Date, livemode: boolean): Snapshot {
  const stored = JSON.stringify(withoutSensitive(object));
  const [objectId, kind] = [cleanText(object.id), cleanText(object.object)];
  const isUnchanging = kind === UNCHANGING && typeof object.created === 'number';
  const at = isUnchanging ? (object.created ?? 0) : Math.floor(readAt.getTime() / 1000);
  const eventId = isUnchanging ? `pull_${objectId}` : `pull_${namedApart(kind, objectId)}_${at}`;
  const type = `${kind}.pulled`;
  const mode = object.livemode ?? livemode;
  const envelope = { id: eventId, object: 'event', type, created: at, livemode: mode };
  return {
    ...{ kind, objectId, eventId, type, livemode: mode, readAt },
    occurredAt: new Date(at * 1000),
    country: countryOf(object),
    digest: hash('sha256', stored, 'base64'),
    payload: `${JSON.stringify(envelope).slice(0, -1)},"data":{"object":${stored}}}`,
  };
}

/** The account chooses the ids of coupons, products and plans, and may choose the same for two of them. */
const namedApart = (kind: string, id: string) => (['coupon', 'plan'].includes(kind) ? `${kind}_${id}` : id);

/** What the ledger would read of it; undefined where it reads nothing, or cannot. */
export function extractSnapshot({ eventId, payload, ...snapshot }: Snapshot): ExtractedVersion['version'] | undefined {
  const event = { ...snapshot, id: eventId, knownAt: snapshot.readAt, payload: JSON.parse(payload) };
  try {
    return extractEvent(event)[0]?.version;
  } catch {
    return undefined; // stored all the same: the projector parks it by name
  }
}
