import { z } from 'zod';
import { isCurrency } from '@/lib/money/currencies';

// As the `dub` package sends them. What Stripe and people may hold is bounded, so that nothing grows without end.

const LONGEST_METADATA = 10_000;
/** Leads that one call may tell of. */
const MOST_AT_ONCE = 10_000;
/** Minor units: far above any sale, and far enough below what sums of them may come to. */
const LARGEST_MINOR = 10_000_000_000_000;

const externalId = z
  .string('is the id of the customer in your app.')
  .trim()
  .min(1, 'is the id of the customer in your app.')
  .max(255, 'may have at most 255 characters.');
const name = z.string().trim().min(1, 'names the event, e.g. “Sign up”.').max(255, 'may have at most 255 characters.');
const text = (longest: number) => z.string().trim().max(longest, `may have at most ${longest} characters.`);
const optional = (longest: number) => text(longest).nullish();
const metadata = z
  .record(z.string(), z.unknown(), 'is an object.')
  .refine(
    (value) => JSON.stringify(value).length <= LONGEST_METADATA,
    `may have at most ${LONGEST_METADATA} characters.`,
  )
  .nullish();
const customer = {
  customerName: optional(255),
  customerEmail: optional(512),
  customerAvatar: optional(2000),
  metadata,
};

export const leadRequest = z.object({
  clickId: text(120).describe('The cookie dub_id; "" for a customer that an earlier, deferred call told of.'),
  eventName: name,
  customerExternalId: externalId,
  mode: z.enum(['async', 'wait', 'deferred']).default('async'),
  eventQuantity: z.int().min(1, 'is at least 1.').max(MOST_AT_ONCE, `is at most ${MOST_AT_ONCE}.`).nullish(),
  ...customer,
});
export type LeadRequest = z.output<typeof leadRequest>;

const PROCESSORS = [
  'stripe',
  'shopify',
  'polar',
  'paddle',
  'apple',
  'revenuecat',
  'lemonsqueezy',
  'dub',
  'custom',
] as const;

export const saleRequest = z.object({
  customerExternalId: externalId,
  amount: z
    .int('is a whole number of cents, or of yen.')
    .min(0, 'is not negative.')
    .max(LARGEST_MINOR, `is at most ${LARGEST_MINOR}.`),
  currency: z.string().trim().toLowerCase().refine(isCurrency, 'is not an ISO 4217 currency code.').default('usd'),
  eventName: name.default('Purchase'),
  paymentProcessor: z.enum(PROCESSORS).default('custom'),
  invoiceId: optional(255),
  leadEventName: optional(255),
  clickId: optional(120),
  ...customer,
});
export type SaleRequest = z.output<typeof saleRequest>;

/** Whose call it is. */
export interface Tracking {
  workspaceId: string;
  /** A lead or sale of test mode is in no live report. */
  livemode: boolean;
}
