import { z } from 'zod';

// What a link is to the browser and to the REST API.

const instant = z.string().describe('ISO 8601.');

export const describedLink = z.object({
  id: z.string(),
  slug: z.string(),
  shortUrl: z.string().describe('What is shared: <address of this Headwater>/r/<slug>.'),
  url: z.string().describe('Where it leads, with its UTM parameters.'),
  title: z.string().nullable(),
  externalId: z.string().nullable(),
  partnerId: z.string().nullable(),
  source: z.string(),
  medium: z.string(),
  campaign: z.string(),
  term: z.string(),
  content: z.string(),
  trackConversion: z.boolean().describe('Whether leads and sales are credited to its clicks.'),
  clientReference: z.boolean().describe('Whether the click is added as client_reference_id.'),
  expiresAt: instant.nullable(),
  expiredUrl: z.string().nullable(),
  archived: z.boolean(),
  createdAt: instant,
  updatedAt: instant,
});
export type DescribedLink = z.output<typeof describedLink>;

export const linkFigures = z.object({
  clicks: z.int(),
  lastClickedAt: z.string().nullable().describe('ISO 8601.'),
  leads: z.int(),
  conversions: z.int().describe('People among the leads who have paid.'),
  sales: z.int().describe('Sales credited to the link: Stripe’s, and those that only the app told of.'),
  soldMinor: z.int().describe('What they came to, without discounts and tax.'),
  netRevenueMinor: z
    .int()
    .describe('What is left of Stripe’s sales after refunds, lost disputes and, by setting, fees.'),
});
export type LinkFigures = z.output<typeof linkFigures>;

export const listedLink = describedLink.extend({
  partnerName: z.string().nullable(),
  hasClicks: z.boolean().describe('Whether it was ever clicked.'),
  figures: linkFigures.describe('Over the days that were asked for.'),
});
export type ListedLink = z.output<typeof listedLink>;

export const linkList = z.object({
  currency: z.string().describe('Of the amounts, which are minor units.'),
  links: z.array(listedLink),
  nextCursor: z.string().nullable(),
});
export type LinkList = z.output<typeof linkList>;
