import { z } from 'zod';

// The live stream of clicks, leads and sales, as the browser asks for it and gets it.

export const CONVERSION_KINDS = ['click', 'lead', 'sale'] as const;
export type ConversionEventKind = (typeof CONVERSION_KINDS)[number];

export const conversionEvent = z.object({
  id: z.string(),
  kind: z.enum(CONVERSION_KINDS),
  /** ISO 8601. */
  at: z.string(),
  title: z.string(),
  /** Whose it is: as far as anybody said so. */
  who: z.string(),
  person: z.string().nullable(),
  /** "/r/spring"; "" for none. */
  link: z.string(),
  campaign: z.string(),
  source: z.string(),
  medium: z.string(),
  quantity: z.int(),
  amountMinor: z.int().nullable(),
  currency: z.string(),
});
export type ConversionEvent = z.output<typeof conversionEvent>;

export const conversionPage = z.object({ events: z.array(conversionEvent), nextCursor: z.string().nullable() });
export type ConversionPage = z.output<typeof conversionPage>;
