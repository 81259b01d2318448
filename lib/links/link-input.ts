import { z } from 'zod';
import { UTM_LONGEST } from '@/lib/attribution/utm';
import { knownInstant } from '@/lib/calendar/known-times';

export const TITLE_LONGEST = 500;
export const EXTERNAL_ID_LONGEST = 255;
export const PARTNER_ID_LONGEST = 100;

const optionalText = (longest: number) => z.string().trim().max(longest).nullable().optional();
const utm = z.string().trim().max(UTM_LONGEST).optional();

const fields = {
  url: z
    .string()
    .max(4000)
    .describe('Where the link leads: http or https. Its UTM parameters are read, if it has some.'),
  slug: z
    .string()
    .max(200)
    .optional()
    .describe('What follows /r/: letters, digits, “-”, “_” and “.”. One is made where none is given.'),
  title: optionalText(TITLE_LONGEST).describe('A name for people.'),
  externalId: optionalText(EXTERNAL_ID_LONGEST).describe('Your own id of the link.'),
  partnerId: optionalText(PARTNER_ID_LONGEST).describe('Whose sales through the link are rewarded.'),
  source: utm.describe('utm_source. A value goes before the one in the address, "" takes it out.'),
  medium: utm.describe('utm_medium.'),
  campaign: utm.describe('utm_campaign.'),
  term: utm.describe('utm_term.'),
  content: utm.describe('utm_content.'),
  trackConversion: z
    .boolean()
    .optional()
    .describe('Leads and sales are credited to its clicks. Off unless it is said.'),
  clientReference: z
    .boolean()
    .optional()
    .describe('Adds the click as client_reference_id, for links that lead to a Stripe Payment Link.'),
  expiresAt: knownInstant().nullable().optional().describe('When it stops leading there.'),
  expiredUrl: optionalText(4000).describe('Where it leads afterwards.'),
  archived: z.boolean().optional().describe('Out of the list; it leads on.'),
};

/** A new link. */
export const linkInput = z.strictObject(fields);
export type LinkInput = z.output<typeof linkInput>;

/** What changes of one. */
export const linkPatch = linkInput.partial();
export type LinkPatch = z.output<typeof linkPatch>;
