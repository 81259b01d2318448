import { z } from 'zod';

/** One step of the ordered list that turns a Stripe customer into a person of one's own app. */
export const identityRule = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('metadata'), key: z.string().trim().min(1).max(40) }),
  z.object({ kind: z.literal('email') }),
]);
export type IdentityRule = z.output<typeof identityRule>;

export const identityRules = z.array(identityRule).min(1).max(20);

/** The rules of a new connection (definitions B15, default order). */
export const DEFAULT_RULES: IdentityRule[] = [
  { kind: 'metadata', key: 'amplitude_id' },
  { kind: 'metadata', key: 'user_id' },
  { kind: 'metadata', key: 'dubCustomerExternalId' },
  { kind: 'metadata', key: 'app_user_id' },
  { kind: 'email' },
];

/** What identity reads of a Stripe customer or guest. */
export interface Identifiable {
  id: string;
  email: string | null;
  metadata: Record<string, string>;
  /** E-mails of its invoices, sessions and receipts, strongest first. */
  emails: string[];
}

export interface ResolvedPerson {
  personId: string;
  /** "metadata:user_id", "email" or "fallback". */
  resolvedBy: string;
}
