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
  pending: z.boolean(),
});

/** MRR by Stripe's list of running subscriptions, and ours. */
export type ExpectedMrr = z.output<typeof expectedMrr>;

export const agrees = ({ currencies }: ExpectedMrr): boolean => currencies.every(({ within }) => within);

/** Reads a list at Stripe, so it is asked once, again while it disagrees, and then when somebody wants to know. */
export const expectedMrrQuery = (id: string) =>
  queryOptions({
    queryKey: ['expected-mrr', id],
    queryFn: ({ signal }) => getJson(`/api/internal/connections/${id}/expected-mrr`, expectedMrr, signal),
    staleTime: Number.POSITIVE_INFINITY,
    // A sale that Stripe lists already may be on its way here.
    refetchInterval: ({ state }) => (state.data && !agrees(state.data) ? 5000 : false),
    retry: false,
  });
