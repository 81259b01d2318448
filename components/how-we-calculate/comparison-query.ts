import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { getJson } from '@/components/reports/get-json';

const subscription = z.object({
  connectionId: z.string(),
  subscriptionId: z.string(),
  customer: z.object({ id: z.string(), label: z.string() }),
  before: z.number(),
  after: z.number(),
  delta: z.number(),
});

const step = z.object({
  setting: z.string(),
  /** The name of the setting, and with what it is changed to. */
  label: z.string(),
  inWords: z.string(),
  delta: z.number(),
  subscriptionCount: z.number(),
  subscriptions: z.array(subscription),
});
export type ComparisonStep = z.infer<typeof step>;

const comparison = z.object({
  currency: z.string(),
  day: z.string(),
  from: z.number(),
  to: z.number(),
  steps: z.array(step),
  unconverted: z.array(z.object({ currency: z.string(), amountMinor: z.number(), count: z.number() })),
});
export type Comparison = z.infer<typeof comparison>;

/** MRR under the default definitions and under a preset, with what makes the difference. */
export const comparisonQuery = (preset: string) =>
  queryOptions({
    queryKey: ['definitions', 'comparison', preset],
    queryFn: ({ signal }) =>
      getJson(`/api/internal/definitions/compare?preset=${encodeURIComponent(preset)}`, comparison, signal),
  });
