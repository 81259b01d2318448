import { logRefusal } from '@/lib/logging/log-refusal';
import { type Delivery as CountedDelivery, countDelivery } from './count-delivery';
import { countRejection } from './count-rejection';
import { loadEndpoint } from './load-endpoint';
import { readEvent } from './read-event';
import { storeEvent } from './store-events';
import { signedAt, verifySignature } from './verify-signature';
import { wakeProjector } from './wake-projector';
import { within } from './within';

export interface Delivery {
  connectionId: string;
  rawBody: Buffer;
  /** The `Stripe-Signature` header. */
  signature: string | undefined;
  now?: Date;
}

export interface Receipt {
  status: 200 | 400 | 404 | 410 | 413 | 503;
  body: { received: true } | { error: { code: string; message: string } };
  /** Seconds after which a sender may try again. */
  retryAfter?: number;
}

export const LARGEST_BODY = 1024 * 1024;
/** A sender hears within five seconds whether its event is stored, also from a database that hangs. */
const PATIENCE_MS = 4000;

/**
 * Takes one webhook delivery. 200 only after the raw event is committed, also for duplicates and for types that nothing
 * reads; 400, 404 and 413 for what can never succeed; 503 when it cannot be stored now and should be sent again.
 *
 * 410 for a source that is disconnected: its secrets are forgotten, so who sends cannot be known, and 200 would lose the event
 * unseen. Stripe then tries for at most three days, tells the account that the endpoint fails, and switches it off; it lists
 * the events for thirty days, which are read once the source is connected again.
 */
export async function receiveStripeEvent({
  connectionId,
  rawBody,
  signature,
  now = new Date(),
}: Delivery): Promise<Receipt> {
  if (rawBody.length > LARGEST_BODY) return refuse(413, 'too_large', 'The body is larger than 1 MiB.');
  const deadline = performance.now() + PATIENCE_MS;
  try {
    const endpoint = await within(PATIENCE_MS, loadEndpoint(connectionId));
    if (!endpoint) {
      logRefusal({ status: 404, method: 'POST', path: `/api/webhooks/stripe/${connectionId}` });
      return refuse(404, 'not_found', 'No connection has this id: copy the webhook URL from the Sources page.');
    }
    const { workspaceId } = endpoint;
    const count = (outcome: Counted, occurredAt?: Date) => {
      if (outcome !== 'accepted') countRejection(workspaceId, connectionId, outcome);
      const proved = outcome === 'accepted' || outcome === 'stale' ? signedAt(signature) : null;
      countDelivery({ workspaceId, connectionId, outcome, now, signedAt: proved, occurredAt });
    };
    if (endpoint.disconnected) {
      count('disconnected');
      return refuse(410, 'disconnected', DISCONNECTED);
    }
    const check = verifySignature(rawBody, signature, endpoint.secrets, now);
    if (check !== 'valid') {
      count(check);
      return refuse(400, check, check === 'stale' ? STALE : BAD_SIGNATURE);
    }
    const event = readEvent(rawBody);
    if (!event) {
      count('not_an_event');
      return refuse(400, 'not_an_event', 'The body is signed but is not a Stripe event.');
    }
    await storeEvent({ ...event, workspaceId, connectionId }, deadline - performance.now());
    count('accepted', event.occurredAt);
    wakeProjector();
    return { status: 200, body: { received: true } };
  } catch {
    // Whatever went wrong, the event is not known to be stored: the sender must keep it and try again.
    return { ...refuse(503, 'unavailable', 'The event could not be stored. Send it again.'), retryAfter: 5 };
  }
}

type Counted = CountedDelivery['outcome'];

const DISCONNECTED = 'This source is disconnected: remove the endpoint in Stripe, or connect the source again.';
const STALE = 'The signature is older or newer than five minutes: check the clocks on both sides.';
const BAD_SIGNATURE = 'The signature does not match any signing secret of this connection.';

const refuse = (status: 400 | 404 | 410 | 413 | 503, code: string, message: string): Receipt => ({
  status,
  body: { error: { code, message } },
});
