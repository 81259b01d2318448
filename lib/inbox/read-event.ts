import { z } from 'zod';
import { cleanText } from './clean-text';
import { canonicalType } from './event-types';
import type { IncomingEvent } from './store-events';
import { countryOf, stripSensitive } from './strip-sensitive';

const label = z.string().min(1).max(255).transform(cleanText);
const optionalLabel = z
  .string()
  .max(255)
  .nullish()
  .transform((value) => (value ? cleanText(value) : null));

/** Snapshot events carry Unix seconds, thin (v2) events an ISO instant. */
const instant = z.union([
  z
    .int()
    .min(0)
    .max(253_402_300_799)
    .transform((seconds) => new Date(seconds * 1000)),
  z.iso.datetime().transform((text) => new Date(text)),
]);

/** An object is known by its id alone here: what else it holds is read when it is projected. */
const named = z
  .object({ id: optionalLabel.catch(null) })
  .nullish()
  .catch(null);

const eventShape = z.object({
  object: z.enum(['event', 'v2.core.event']),
  id: label,
  type: label,
  created: instant,
  api_version: optionalLabel,
  livemode: z.boolean().catch(true),
  account: optionalLabel,
  data: z.object({ object: z.unknown() }).nullish().catch(null),
  related_object: named,
});

export type EventContent = Omit<IncomingEvent, 'workspaceId' | 'connectionId'>;

/** Reads a verified body as an event; null when it is not one. Never throws. */
export function readEvent(rawBody: Buffer): EventContent | null {
  const json = rawBody.toString('utf8');
  let parsed: unknown;
  try {
    parsed = JSON.parse(json);
  } catch {
    return null;
  }
  const event = eventShape.safeParse(parsed);
  if (!event.success) return null;
  const payload = withoutSensitive(json, parsed);
  if (payload === null) return null;
  const { id, type, created, api_version, livemode, account, data, related_object } = event.data;
  return {
    id,
    type: canonicalType(type),
    apiVersion: api_version,
    livemode,
    account,
    objectId: named.parse(data?.object)?.id ?? related_object?.id ?? null,
    occurredAt: created,
    country: countryOf(data?.object),
    payload,
  };
}

/** Null for text nested deeper than can be walked: it could hide what must not be stored. */
function withoutSensitive(json: string, parsed: unknown): string | null {
  try {
    return stripSensitive(json, parsed);
  } catch {
    return null;
  }
}
