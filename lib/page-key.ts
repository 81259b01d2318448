import { z } from 'zod';
import { AppError } from '@/lib/errors';

/** Where a list goes on, as text for an address. */
export const writeKey = (key: readonly unknown[]): string => Buffer.from(JSON.stringify(key)).toString('base64url');

/** Reads such a text. Throws `bad_request` for one that this list did not hand out. */
export function readKey<Key extends z.ZodType>(text: string | undefined, shape: Key): z.output<Key> | null {
  if (!text) return null;
  try {
    return shape.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
  } catch {
    throw strangeKey();
  }
}

export const strangeKey = () => new AppError('bad_request', 'cursor: is not one this list handed out.', 'cursor');

/** Text that a column can hold. */
export const keyText = z.string().regex(/^[^\0]*$/);

const iso = z.iso.datetime({ offset: true });
const asIso = (text: string) => text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00');

/** An instant as PostgreSQL writes it: "2026-05-04 10:00:00.123456+00". */
export const keyInstant = z
  .string()
  .max(40)
  .refine((text) => iso.safeParse(asIso(text)).success && !text.startsWith('0000'));
