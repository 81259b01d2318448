import { z } from 'zod';
import { AppError } from '@/lib/errors';
import type { PointQuery } from './load-rows';
import type { SearchParams } from './report-params';

const shape = z.object({
  start: z.iso.date({ error: 'is required: the first day of the point, YYYY-MM-DD' }),
  end: z.iso.date({ error: 'is required: the day after the last of the point, YYYY-MM-DD' }),
  series: z.string().max(500).optional(),
  part: z.string().max(60).optional(),
  cursor: z.string().max(4000).optional(),
  limit: z.coerce.number().int().min(1).max(10_000).optional(),
});

/** Which point of a chart is opened. Throws `bad_request` naming the parameter. */
export function parsePoint(search: SearchParams): PointQuery {
  const first = (value: string | string[] | undefined) => (Array.isArray(value) ? value.at(-1) : value);
  const parsed = shape.safeParse(Object.fromEntries(Object.keys(shape.shape).map((key) => [key, first(search[key])])));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = String(issue?.path[0] ?? 'query');
  throw new AppError('bad_request', `${field}: ${issue?.message ?? 'cannot be read'}`, field);
}
