import { createHash } from 'node:crypto';
import { groupBy } from '@/lib/group-by';
import { foldOwner, type OwnerLedger } from '@/lib/ledger/fold-owner';
import { versionsNeedingRaw } from '@/lib/ledger/order-versions';
import { contextOf } from '@/lib/ledger/testing/fold-events';
import { extractEvent } from '../../extract/extract-event';
import type { FakeEvent } from '../../testing/stripe-objects';

/** The events of one customer through the pure half of the pipeline, learned in the order in which they are given. */
export function foldEvents(events: readonly FakeEvent[]): OwnerLedger {
  const objects = new Map(events.map((event) => [event.id, event.data.object]));
  const versions = events.flatMap((event, index) =>
    extractEvent({
      id: event.id,
      type: event.type,
      livemode: event.livemode,
      occurredAt: new Date(event.created * 1000),
      knownAt: new Date(index),
      country: null,
      payload: structuredClone(event),
    }).map(({ version }) => version),
  );
  for (const group of groupBy(versions, ({ kind, objectId }) => `${kind}:${objectId}`).values()) {
    for (const version of versionsNeedingRaw(group))
      version.raw = JSON.parse(JSON.stringify(objects.get(version.eventId)));
  }
  return foldOwner(versions, contextOf([]));
}

/** A hash of everything that may not depend on the order of arrival: all but when it was learned. */
export function foldDigest(ledger: OwnerLedger): string {
  const json = JSON.stringify(ledger, (key, value: unknown) => {
    if (key === 'knownAt') return undefined;
    return typeof value === 'bigint' ? value.toString() : value;
  });
  return createHash('sha256').update(json).digest('hex');
}

/** MRR at the end of time. */
export const finalMrr = ({ spans }: OwnerLedger): bigint =>
  spans.filter(({ to }) => to === null).reduce((sum, { minor }) => sum + minor, 0n);
