import { queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import type { Dimension, Mode } from '@/lib/reports/types';
import { getJson } from '../get-json';

const shape = z.object({ values: z.array(z.object({ value: z.string(), label: z.string() })) });

/** The values a report can be filtered by. */
export const dimensionValuesQuery = (dimension: Dimension, mode: Mode) =>
  queryOptions({
    queryKey: ['dimension-values', dimension, mode],
    queryFn: ({ signal }) => getJson(`/api/v1/dimensions/${encodeURIComponent(dimension)}?mode=${mode}`, shape, signal),
    staleTime: 60_000,
  });
