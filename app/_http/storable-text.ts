import { z } from 'zod';
import { AppError } from '@/lib/errors';
import { storableText } from '@/lib/storable-text';

export { storableText };

/** What any request needs is a handful of levels; more would only exhaust whoever walks through it. */
const DEEPEST = 64;

/**
 * What a caller sent, with every string and name in it as it can be stored. Throws `bad_request` for what is nested deeper
 * than 64 levels.
 */
export function storable<Shape extends z.ZodType>(shape: Shape) {
  return z.preprocess((value) => cleaned(value, 0), shape);
}

/** The parameters of a request's address, as they can be stored. */
export const storableSearch = (request: Request): URLSearchParams =>
  new URLSearchParams([...new URL(request.url).searchParams].map((pair) => pair.map(storableText)));

function cleaned(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return storableText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= DEEPEST)
    throw new AppError('bad_request', `The body is nested deeper than ${DEEPEST} levels. Send it flatter.`);
  if (Array.isArray(value)) return value.map((inner) => cleaned(inner, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [storableText(key), cleaned(inner, depth + 1)]),
  );
}
