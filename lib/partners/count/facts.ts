import type { LeadSource, RewardEvent, RewardTerms } from '../types';

/** What a sale or lead is, as far as it is rewarded. */
interface RewardedFact {
  /** "" of a lead that the app tracked. */
  connectionId: string;
  id: string;
  ownerId: string;
  personId: string;
  livemode: boolean;
  occurredAt: Date;
}

/** A part of what a sale is credited to. */
export interface CreditedShare {
  partner: string;
  link: string;
  /** Integer as text, as in an attribution. */
  weight: string;
}

/** A sale with what is left of it. Amounts without tax and discounts, in minor units of its currency. */
export interface SaleFact extends RewardedFact {
  currency: string;
  /** By product: what was sold, and what of it was given back. */
  parts: { productId: string; net: bigint; back: bigint }[];
  /** What the sale is worth in the reporting currency: `worth` for `of` of its own. Null while no rate is known. */
  rate: { worth: bigint; of: bigint } | null;
  shares: CreditedShare[];
}

export interface LeadFact extends RewardedFact {
  source: LeadSource;
  eventName: string;
  /** The app's id of the person. */
  externalId: string;
  quantity: number;
  partner: string;
  link: string;
  email: string | null;
}

export interface Rule {
  id: string;
  partnerId: string | null;
  event: RewardEvent;
  archivedAt: Date | null;
  versions: { version: number; validFrom: Date | null; terms: RewardTerms }[];
}

export interface RewardedPartner {
  id: string;
  /** As it is compared. */
  email: string;
  /** When it was archived; `until` is null while it is. */
  absences: readonly { from: Date; until: Date | null }[];
}

/** What commissions are counted by, beside the facts. */
export interface RewardContext {
  rules: readonly Rule[];
  partners: ReadonlyMap<string, RewardedPartner>;
  timeZone: string;
  /** The workspace's currency. */
  currency: string;
}
