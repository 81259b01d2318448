import { z } from 'zod';

/** Each is a row more in every rollup for each of its values. */
export const MOST_METADATA_KEYS = 3;

/** Stripe's own limit. */
const LONGEST_KEY = 40;

export const metadataKeyChoice = z.object({
  keys: z
    .array(z.string().min(1, 'A key has a name.').max(LONGEST_KEY, `A key has at most ${LONGEST_KEY} characters.`))
    .max(MOST_METADATA_KEYS, `Choose at most ${MOST_METADATA_KEYS} keys.`)
    .refine((keys) => new Set(keys).size === keys.length, 'Choose each key once.'),
});

/** A key that customers carry, or that is chosen. */
export interface MetadataKey {
  key: string;
  customers: number;
  /** How many different values they have. */
  values: number;
}

/** More lines than a chart can show, or hardly two customers with the same value: an id rather than a group. */
export const tellsTooMany = ({ customers, values }: MetadataKey): boolean =>
  values > 50 || (values > 10 && values > customers / 2);
