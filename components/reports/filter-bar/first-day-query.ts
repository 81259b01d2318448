import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import type { Mode } from '@/lib/reports/types';
import { getJson } from '../get-json';

const shape = z.object({ day: z.string().nullable() });

/** The first day there is anything to report on; null when there is nothing yet. */
export const firstDayQuery = (mode: Mode) =>
  queryOptions({
    queryKey: ['first-day', mode],
    queryFn: ({ signal }) => getJson(`/api/internal/first-day?mode=${mode}`, shape, signal),
    staleTime: 600_000,
  });
