import { z } from 'zod';

const happened = z.string().nullable();

/** What has to happen before a sale is joined to a click, each with when it happened last; null for not yet. */
export const steps = z.object({
  stripe: happened,
  script: happened,
  click: happened,
  lead: happened,
  /** The day of the latest one. */
  sale: happened,
});
export type Steps = z.output<typeof steps>;
