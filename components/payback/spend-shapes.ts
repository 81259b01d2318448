import { z } from 'zod';
import type { SpendList } from '@/lib/spend/load-spend';
import type { SpendPreview } from '@/lib/spend/preview-spend';

const row = {
  day: z.string(),
  source: z.string(),
  medium: z.string(),
  campaign: z.string(),
  currency: z.string(),
  amountMinor: z.number(),
};

export const spendPage: z.ZodType<SpendList> = z.object({
  rows: z.array(z.object({ ...row, id: z.string(), reference: z.string() })),
  next: z.string().nullable(),
});

export const spendPreview: z.ZodType<SpendPreview> = z.object({
  headers: z.array(z.string()),
  columns: z.partialRecord(
    z.enum(['day', 'source', 'medium', 'campaign', 'currency', 'amount', 'reference']),
    z.string(),
  ),
  problem: z.string().nullable(),
  rows: z.number(),
  sample: z.array(z.object(row)),
  totals: z.array(z.object({ currency: z.string(), amountMinor: z.number() })),
});
