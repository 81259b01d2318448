import { extractEvent } from '@/lib/inbox/extract/extract-event';
import type { FakeEvent } from '@/lib/inbox/testing/stripe-objects';
import { rateTable } from '@/lib/money/rates';
import { DEFAULT_DEFINITIONS } from '../definitions';
import type { AnyVersion, CouponFact, PriceFact } from '../facts';
import { type FoldContext, foldOwner, type OwnerLedger } from '../fold-owner';

/** The versions events contribute, each with its raw object, as the projector loads them for ties. */
export function versionsOf(events: readonly FakeEvent[]): AnyVersion[] {
  return events.flatMap((event) => {
    const { id, type, livemode, created } = event;
    const stored = { id, type, livemode, occurredAt: new Date(created * 1000), knownAt: new Date(0), country: null };
    return extractEvent({ ...stored, payload: event }).map(({ version }): AnyVersion => {
      version.raw = JSON.parse(JSON.stringify(event.data.object));
      return version;
    });
  });
}

const DEFAULT_CONTEXT = {
  timeZone: 'UTC',
  weekStart: 'monday',
  definitions: DEFAULT_DEFINITIONS,
  currency: 'usd',
  rates: rateTable([]),
} as const;

/** Reference data in force for a fold: the prices and coupons among these versions. */
export function contextOf(versions: readonly AnyVersion[], settings: Partial<FoldContext> = {}): FoldContext {
  const prices = new Map<string, PriceFact>();
  const coupons = new Map<string, CouponFact>();
  const promotionCoupons = new Map<string, string>();
  for (const version of versions) {
    if (version.kind === 'price') prices.set(version.objectId, version.body);
    if (version.kind === 'coupon') coupons.set(version.objectId, version.body);
    if (version.kind === 'promotion_code' && version.body.couponId !== null)
      promotionCoupons.set(version.objectId, version.body.couponId);
  }
  return { ...DEFAULT_CONTEXT, prices, coupons, promotionCoupons, ...settings };
}

/** Folds the events of one customer, without a database. */
export function foldEvents(events: readonly FakeEvent[], settings: Partial<FoldContext> = {}): OwnerLedger {
  const versions = versionsOf(events);
  return foldOwner(versions, contextOf(versions, settings));
}
