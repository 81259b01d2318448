import { z } from 'zod';
import type { MetricRows } from '@/lib/reports/types';

const row = z.object({
  id: z.string(),
  part: z.enum(['value', 'numerator', 'denominator']),
  day: z.string(),
  customer: z.object({ id: z.string(), label: z.string(), person: z.string() }),
  description: z.string(),
  arithmetic: z.string(),
  objects: z.array(z.object({ type: z.string(), id: z.string(), url: z.string() })),
  amountMinor: z.number(),
  currency: z.string(),
  fxRate: z.string().nullable(),
  fxDay: z.string().nullable(),
  value: z.number().nullable(),
  quality: z.string().optional(),
});

/** The drill-down of one point as `/api/v1/metrics/{metric}/rows` answers it. */
export const metricRowsShape = z.object({
  metric: z.string(),
  label: z.string(),
  unit: z.enum(['money', 'count', 'ratio', 'number']),
  currency: z.string(),
  start: z.string(),
  end: z.string(),
  definition: z.string(),
  formula: z.string(),
  value: z.number().nullable(),
  numerator: z.number().nullable(),
  denominator: z.number().nullable(),
  rows: z.array(row),
  rowCount: z.number(),
  nextCursor: z.string().nullable(),
  unconverted: z.array(z.object({ currency: z.string(), amountMinor: z.number(), count: z.number() })),
  settings: z.record(z.string(), z.string()),
}) satisfies z.ZodType<MetricRows>;
