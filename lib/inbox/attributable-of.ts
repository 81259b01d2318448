import type { Attributable } from '@/lib/attribution/attribute-owners';
import { clicksIn } from '@/lib/attribution/click-claims';
import type { ResolvedPerson } from '@/lib/identity/types';
import type { Folded } from './issue-rows';

/** What of a folded customer its attribution is found by. */
export function attributableOf(
  { connectionId, ownerId }: { connectionId: string; ownerId: string },
  { profile, sales }: Folded,
  { personId, identifiers }: ResolvedPerson,
): Attributable {
  const sold = sales.filter(({ paid }) => paid > 0n).map(({ occurredAt }) => occurredAt.getTime());
  return {
    ...{ connectionId, id: ownerId, livemode: profile.livemode, personId, identifiers },
    clicks: [...new Set(clicksIn(profile.claims).map(({ id }) => id))],
    promotions: profile.promotions,
    firstSaleAt: sold.length === 0 ? null : new Date(Math.min(...sold)),
  };
}
