import type { Day } from '@/lib/calendar/days';
import type { Definitions } from '@/lib/ledger/definitions';
import type { Scope } from '@/lib/metrics/scope';
import type { SpanRow } from '@/lib/metrics/span-rows';
import { foldWorkspace } from './fold-workspace';
import { passes } from './from-book';

/** The items that make up MRR at the end of a day under these definitions, as if they were stored. Folds the workspace once. */
export async function presetRows(scope: Scope, definitions: Definitions, day: Day): Promise<SpanRow[]> {
  const rows: SpanRow[] = [];
  await foldWorkspace(scope.workspaceId, [definitions], (owner) => {
    const { connectionId, ownerId, profile, variants } = owner;
    if (profile.livemode !== scope.livemode) return;
    for (const span of variants[0]?.spans ?? []) {
      if (span.from > day || (span.to !== null && span.to <= day)) continue;
      const { productId: product, priceId: price, interval, currency } = span;
      if (!passes(scope.filters, { product, price, interval, currency, country: profile.country })) continue;
      rows.push({
        connectionId,
        ownerId,
        name: profile.name,
        email: profile.email,
        personId: owner.person(),
        series: span.series,
        itemId: span.itemId,
        subscriptionId: span.subscriptionId,
        productId: product,
        priceId: price,
        fromDay: span.from,
        toDay: span.to,
        currency,
        minor: span.minor,
        quality: span.quality,
        detail: { arithmetic: span.arithmetic, eventId: span.eventId, discounts: span.discounts },
      });
    }
  });
  return rows;
}
