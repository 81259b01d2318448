import type { Attribution } from '@/lib/attribution/types';
import type { Identified } from '@/lib/identity/identifiers';
import type { ResolvedPerson } from '@/lib/identity/types';
import { isAccountOwner } from '@/lib/ledger/account-fees';
import { isGuest } from './assign-owners';
import { attributableOf } from './attributable-of';
import { cleanJson } from './clean-text';
import type { DerivedRows } from './derive-rows';
import type { Folded } from './issue-rows';
import type { OwnerScope, Row } from './ledger-rows';
import { listColumns } from './list-columns';

interface Known {
  folded: Folded | null;
  resolved: ResolvedPerson | undefined;
  attribution: Attribution | null;
}

interface OwnerProfileRow {
  /** Of customers, and of guests who paid; null for anybody else. */
  row: Row | null;
  person: string | null;
  identified: Identified;
}

/** The owner's own row, its person and what identifies it. */
export function ownerRow(
  owner: OwnerScope,
  { folded, resolved, attribution }: Known,
  { sales, entries }: Pick<DerivedRows, 'sales' | 'entries'>,
): OwnerProfileRow {
  const guest = isGuest(owner.ownerId);
  const isNobody = guest && sales.length === 0 && folded?.entries.length === 0;
  if (!(folded && resolved) || isAccountOwner(owner.ownerId) || isNobody)
    return { row: null, person: null, identified: { livemode: owner.livemode, guest, identifiers: [] } };
  const { profile } = folded;
  const { clicks, promotions, firstSaleAt } = attributableOf(owner, folded, resolved);
  const row = cleanJson({
    workspace_id: owner.workspaceId,
    connection_id: owner.connectionId,
    id: owner.ownerId,
    livemode: profile.livemode,
    guest,
    email: profile.email,
    name: profile.name,
    country: profile.country === '' ? null : profile.country,
    metadata: profile.metadata,
    claims: profile.claims,
    created_at: profile.createdAt?.toISOString() ?? null,
    deleted: profile.deleted,
    person_id: resolved.personId,
    resolved_by: resolved.resolvedBy,
    identifiers: resolved.identifiers,
    rivals: resolved.rivals,
    ...listColumns(profile.name, entries),
    ...{ clicks, promotions, first_sale_at: firstSaleAt?.toISOString() ?? null, attribution },
  });
  const identified = { livemode: profile.livemode, guest, identifiers: resolved.identifiers };
  return { row, person: resolved.personId, identified };
}
