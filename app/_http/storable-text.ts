import { z } from 'zod';

/**
 * What a caller sent, with U+0000 replaced by U+FFFD in every string: PostgreSQL holds no such text, so that it names
 * nothing and is stored as the character that stands for an unreadable one.
 */
export function storable<Shape extends z.ZodType>(shape: Shape) {
  return z.preprocess(replaceNul, shape);
}

export const storableText = (text: string): string => text.replaceAll('\u0000', '\uFFFD');

function replaceNul(value: unknown): unknown {
  if (typeof value === 'string') return storableText(value);
  if (Array.isArray(value)) return value.map(replaceNul);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, replaceNul(inner)]));
}
