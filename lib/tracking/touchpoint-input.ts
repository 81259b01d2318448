import { z } from 'zod';
import { UTM_LONGEST } from '@/lib/attribution/utm';
import { knownTime } from '@/lib/calendar/known-times';
import { AD_PARAMETERS } from './origin-of';

export const MOST_AT_ONCE = 1000;
/** Clocks differ; a touch of tomorrow is a mistake. */
const AHEAD_MS = 10 * 60 * 1000;

const text = (longest: number) => z.string().trim().max(longest, `has more than ${longest} characters.`).default('');
const INSTANT = 'is not a moment such as 2026-01-31T10:00:00Z, or a day such as 2026-01-31.';

const occurredAt = knownTime(INSTANT)
  .transform((value) => new Date(value))
  .refine((at) => at.getTime() <= Date.now() + AHEAD_MS, 'lies in the future.');

const clickIds = z.partialRecord(z.enum(AD_PARAMETERS), z.string().trim().max(500)).default({});

const fields = {
  id: text(200).describe(
    'Your own id of it: told twice, it is one. Without it, the same person, moment and origin are.',
  ),
  occurredAt: occurredAt.describe('ISO 8601 with an offset, or a day, which begins at 00:00 UTC.'),
  userId: text(255).describe('Whose it is: the user’s id in your app.'),
  email: text(512).describe('Or an e-mail address.'),
  stripeCustomerId: z
    .union(
      [
        z.literal(''),
        z
          .string()
          .trim()
          .regex(/^cus_\w{1,200}$/),
      ],
      'is not the id of a Stripe customer: cus_….',
    )
    .default('')
    .describe('Or a Stripe customer.'),
  visitorId: z
    .union(
      [
        z.literal(''),
        z
          .string()
          .trim()
          .regex(/^(v:)?[\w-]{16,64}$/),
      ],
      'is not what headwater.visitorId() gave.',
    )
    .default('')
    .describe('Or a browser: what headwater.visitorId() gives. With one of the others, the browser is that person.'),
  source: text(UTM_LONGEST).describe('utm_source. Where nothing says where from, it is a direct visit.'),
  medium: text(UTM_LONGEST),
  campaign: text(UTM_LONGEST),
  term: text(UTM_LONGEST),
  content: text(UTM_LONGEST),
  linkId: text(200).describe(
    'The link it was by: its campaign stands where none is given, and its partner is credited.',
  ),
  clickIds: clickIds.describe('Of advertisers: gclid, gbraid, wbraid, msclkid, ttclid, fbclid.'),
  referrer: text(2000),
  landing: text(2000).describe('The page that was opened.'),
  country: z
    .union(
      [
        z.literal(''),
        z
          .string()
          .trim()
          .toUpperCase()
          .regex(/^[A-Z]{2}$/),
      ],
      'is not an ISO 3166 code such as DE.',
    )
    .default(''),
};

export const touchpointInput = z
  .strictObject(fields)
  .refine(
    ({ userId, email, stripeCustomerId, visitorId }) => Boolean(userId || email || stripeCustomerId || visitorId),
    {
      message: 'says whose it is, or email, stripeCustomerId or visitorId does.',
      path: ['userId'],
    },
  );
export type TouchpointInput = z.output<typeof touchpointInput>;

const many = z
  .array(touchpointInput)
  .min(1, 'holds at least one.')
  .max(MOST_AT_ONCE, `holds at most ${MOST_AT_ONCE}: send the rest in a second call.`);

const list = z.strictObject({ touchpoints: many });

/** One, or up to a thousand. */
export const touchpointRequest = z.preprocess(
  (body) => (typeof body === 'object' && body !== null && !('touchpoints' in body) ? { touchpoints: [body] } : body),
  list,
);

/** The same, as it is documented. */
export const touchpointBody = z
  .union([list, touchpointInput])
  .describe('One touchpoint, or {"touchpoints": […]} with up to 1,000 of them; of several all are stored, or none.');

export const touchpointsStored = z.object({
  created: z.int().describe('Those that were not known.'),
  known: z.int(),
  touchpoints: z
    .array(z.object({ id: z.string().describe('Taken as clickId by /track/lead and /track/sale.'), ownId: z.string() }))
    .describe('In the order in which they were sent.'),
});
export type TouchpointsStored = z.output<typeof touchpointsStored>;
