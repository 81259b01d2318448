import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { getJson } from '@/components/reports/get-json';

const expectedMrr = z.object({
  subscriptions: z.number(),
  currencies: z.array(
    z.object({
      currency: z.string(),
      lowMinor: z.number(),
      highMinor: z.number().nullable(),
      oursMinor: z.number(),
      within: z.boolean(),
    }),
  ),
  complete: z.boolean(),
});

/** MRR by Stripe's list of running subscriptions, and ours. */
export type ExpectedMrr = z.output<typeof expectedMrr>;

/** Reads a list at Stripe, so it is asked once and then when somebody wants to know. */
export const expectedMrrQuery = (id: string) =>
  queryOptions({
    queryKey: ['expected-mrr', id],
    queryFn: ({ signal }) => getJson(`/api/internal/connections/${id}/expected-mrr`, expectedMrr, signal),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
