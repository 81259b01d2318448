import { z } from 'zod';
import { CLAIM_LEVELS, type Claim } from '@/lib/ledger/claims';

/** Where metadata of a customer is looked up, in the usual order: "event" is a bill or a payment (definitions B15). */
export const LEVELS = CLAIM_LEVELS;

/** Which member held an e-mail address, in the usual order. */
export const EMAIL_FIELDS = ['customer_email', 'email', 'receipt_email'] as const;
export type EmailField = (typeof EMAIL_FIELDS)[number];

const distinct = <T>(list: readonly T[]) => new Set(list).size === list.length;
const NAMED_ONCE = 'Name each place once.';

/** One step of the ordered list that turns a Stripe customer into a person of one's own app. */
export const identityRule = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('metadata'),
    key: z.string().trim().min(1, 'Name the metadata key.').max(40, 'Stripe’s keys have at most 40 characters.'),
    /** Where to look, in this order; everywhere in the usual order when it is left out. */
    on: z.array(z.enum(LEVELS)).min(1).refine(distinct, NAMED_ONCE).optional(),
  }),
  /** Of checkout sessions and Payment Links; never a click's id. */
  z.object({ kind: z.literal('client_reference_id') }),
  z.object({
    kind: z.literal('email'),
    /** Which addresses, in this order; all in the usual order when it is left out. */
    from: z.array(z.enum(EMAIL_FIELDS)).min(1).refine(distinct, NAMED_ONCE).optional(),
  }),
]);
export type IdentityRule = z.output<typeof identityRule>;

/** What a customer that it finds is resolved by. */
export const nameOfRule = (rule: IdentityRule): string =>
  rule.kind === 'metadata' ? `metadata:${rule.key}` : rule.kind;

export const identityRules = z.array(identityRule).min(1).max(20);

export const CONFLICT_POLICIES = ['transfer', 'transfer_if_inactive', 'keep_original', 'share'] as const;
export type ConflictPolicy = (typeof CONFLICT_POLICIES)[number];

export const identitySettings = z.object({
  /** Ids in metadata that differ only in case are the same. */
  lowerCaseIds: z.boolean().default(false),
  /** "a+tag@b.com" is "a@b.com". */
  dropPlusTags: z.boolean().default(false),
  /** A person found by an e-mail is named by its SHA-256. */
  hashEmails: z.boolean().default(false),
  /**
   * Which of two ids that one rule finds for a customer wins: the newer one; the newer one unless a subscription was active
   * when it came; the older one; or the older one, with the customer shown with both.
   */
  conflictPolicy: z.enum(CONFLICT_POLICIES).default('transfer'),
  /** An identifier on more customers than this names nobody; null for any number. */
  sharedLimit: z.number().int().min(1).max(100_000).nullable().default(50),
});
export type IdentitySettings = z.output<typeof identitySettings>;

/** What decides who a connection's customers are. */
export interface Mapping {
  rules: readonly IdentityRule[];
  settings: IdentitySettings;
}

/** The rules of a new connection (definitions B15, default order). */
export const DEFAULT_RULES: IdentityRule[] = [
  { kind: 'metadata', key: 'amplitude_id' },
  { kind: 'metadata', key: 'user_id' },
  { kind: 'metadata', key: 'dubCustomerExternalId' },
  { kind: 'metadata', key: 'app_user_id' },
  { kind: 'email' },
];
export const DEFAULT_MAPPING: Mapping = { rules: DEFAULT_RULES, settings: identitySettings.parse({}) };

const claim = z.object({
  on: z.enum(LEVELS),
  field: z.string(),
  value: z.string(),
  object: z.string(),
  first: z.number(),
  last: z.number(),
  past: z.literal(true).optional(),
  active: z.literal(true).optional(),
}) satisfies z.ZodType<Claim>;
/** As `ledger_owner` keeps them. */
export const claims = z.array(claim);

/** What identity reads of a Stripe customer or guest. */
export interface Identifiable {
  /** Of the customer, "cus_…", or the guest. */
  id: string;
  claims: readonly Claim[];
}

/** What stands before the rules, or bounds them. */
export interface ResolveContext {
  /** The person that somebody named. */
  pin?: string | undefined;
  /** Whether an identifier is carried by too many to name anybody. */
  isShared?: ((identifier: string) => boolean) | undefined;
  /** The person that an id is an alias of, or the id. */
  personOf?: ((id: string) => string) | undefined;
}

export interface ResolvedPerson {
  personId: string;
  /** "pin", "metadata:user_id", "client_reference_id", "email" or "fallback". */
  resolvedBy: string;
  /** All usable ids and addresses, sorted: "email:a@b.com", "id:u1". */
  identifiers: string[];
  /** Other ids that the rule which decided found, sorted: one customer, several people. */
  rivals: string[];
}
