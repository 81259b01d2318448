import { z } from 'zod';

/** Amounts and instants: integers a double holds exactly. Anything larger is refused by name rather than rounded. */
export const int = z.int();
export const intOr = (fallback: number) => int.nullish().transform((value) => value ?? fallback);
export const intOrNull = int.nullish().transform((value) => value ?? null);
/** Unix seconds, within the years a calendar can hold. */
const instant = z.int().min(0).max(253_402_300_799);
export const instantOr = (fallback: number) => instant.nullish().transform((value) => value ?? fallback);
export const instantOrNull = instant.nullish().transform((value) => value ?? null);
export const text = z
  .string()
  .nullish()
  .transform((value) => value ?? null);
export const flag = z
  .boolean()
  .nullish()
  .transform((value) => value ?? false);

/** Stripe's longest. Longer ones could be stored but not indexed. */
export const id = z.string().max(255);

/** An id, or the id of the object that stands in its place when it was expanded. */
export const ref = z
  .union([id, z.object({ id })])
  .nullish()
  .transform((value) => (typeof value === 'string' ? value : (value?.id ?? null)));

/** Lower-case currency code; any three letters, because an unknown currency is shown and not refused. */
export const currency = z
  .string()
  .regex(/^[a-z]{3}$/i, 'is not a three-letter currency code')
  .transform((code) => code.toLowerCase());
export const currencyOrNull = currency.nullish().transform((value) => value ?? null);

/** Stripe's decimals come as strings, in older versions as numbers. Kept as text. */
export const decimal = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((value) => (value === null || value === undefined ? null : String(value)));

/** A list object, or a bare array, or nothing. */
export const listOf = <T extends z.ZodType>(item: T) =>
  z
    .union([z.object({ data: z.array(item).nullish(), has_more: z.boolean().nullish() }), z.array(item)])
    .nullish()
    .transform((value) =>
      Array.isArray(value)
        ? { data: value, truncated: false }
        : { data: value?.data ?? [], truncated: value?.has_more ?? false },
    );

/** An e-mail address, which may name a person: no longer than Stripe's longest. */
export const email = z
  .string()
  .max(512)
  .nullish()
  .transform((value) => value ?? null);

const shortEnough = (value: unknown) => typeof value !== 'string' || value.length <= 500;

export const metadata = z
  .record(z.string(), z.unknown().refine(shortEnough, 'is longer than 500 characters'))
  .nullish()
  .transform((value) =>
    Object.fromEntries(
      Object.entries(value ?? {}).flatMap(([key, entry]) => (typeof entry === 'string' ? [[key, entry] as const] : [])),
    ),
  );

/** Metadata of what moves money: what cannot be read of it is left out, and never in the way of the money. */
export const tags = z
  .record(z.string(), z.unknown())
  .nullish()
  .catch(null)
  .transform((value): { metadata?: Record<string, string> } => {
    const entries = Object.entries(value ?? {}).flatMap(([key, entry]) =>
      typeof entry === 'string' && shortEnough(entry) ? [[key, entry] as const] : [],
    );
    return entries.length > 0 ? { metadata: Object.fromEntries(entries) } : {};
  });
