import { AppError } from '@/lib/errors';
import { normaliseId } from '../normalise';
import { DEFAULT_MAPPING } from '../types';

interface Options {
  /** As the rules compare ids. */
  lowerCaseIds?: boolean;
  longest?: number;
}

/** As long as a value in Stripe’s metadata. */
const LONGEST = 500;

/** A person's id as somebody named it. Throws `unprocessable`, naming the field, where it can be nobody's. */
export function namedId(
  text: string,
  field: string,
  { lowerCaseIds = false, longest = LONGEST }: Options = {},
): string {
  const value = text.toWellFormed().trim();
  const refuse = (why: string) => new AppError('unprocessable', why, field);
  if (value === '') throw refuse(`Name a person: “${field}” is blank.`);
  if (value.length > longest) throw refuse(`“${field}” has ${value.length} characters; an id has at most ${longest}.`);
  const id = normaliseId(value, { ...DEFAULT_MAPPING.settings, lowerCaseIds });
  if (id === null) throw refuse(`“${value}” in “${field}” is a placeholder: it names nobody.`);
  return id;
}
