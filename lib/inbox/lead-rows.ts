import { deriveLeads } from '@/lib/attribution/derive-leads';
import type { Attribution } from '@/lib/attribution/types';
import type { ResolvedPerson } from '@/lib/identity/types';
import type { Definitions } from '@/lib/ledger/definitions';
import type { Entry } from '@/lib/ledger/entry';
import { cleanJson } from './clean-text';
import type { Folded } from './issue-rows';
import type { OwnerScope } from './ledger-rows';

/** A lead that Stripe tells of, as the table has it. */
export type LeadRow = ReturnType<typeof leadRows>[number];

interface Known {
  folded: Folded;
  resolved: ResolvedPerson;
  attribution: Attribution | null;
  definitions: Definitions;
}

export function leadRows({ ownerId, livemode }: OwnerScope, { folded, resolved, attribution, definitions }: Known) {
  const { claims, name, email } = folded.profile;
  const trials = folded.entries.filter(({ measure }: Entry) => measure === 'trial_started');
  return deriveLeads({ ownerId, claims, trials, attribution }, definitions).map((lead) =>
    cleanJson({
      id: lead.id,
      livemode,
      source: lead.source,
      event_name: lead.eventName,
      occurred_at: lead.occurredAt.toISOString(),
      known_at: lead.occurredAt.toISOString(),
      quantity: lead.quantity,
      click_id: lead.clickId,
      external_id: lead.externalId,
      name,
      email,
      owner_id: ownerId,
      person_id: resolved.personId,
    }),
  );
}
