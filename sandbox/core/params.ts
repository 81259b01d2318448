import { z } from 'zod';
import { invalidRequest } from './errors';

/**
 * Parameters as both doors give them: real numbers and booleans in process, text over HTTP.
 * Stripe reads `''` as "unset", so every clearable field accepts it and answers null.
 */
export const text = z.union([z.string(), z.number().transform(String)]);
export const integer = z.union([
  z.number().int(),
  z
    .string()
    .regex(/^-?\d+$/)
    .transform(Number),
]);
export const decimal = z.union([
  z.number(),
  z
    .string()
    .regex(/^-?\d+(\.\d+)?$/)
    .transform(Number),
]);
/** A decimal that stays text, as `unit_amount_decimal` does. */
export const decimalText = z.union([z.string().regex(/^-?\d+(\.\d+)?$/), z.number().transform(String)]);
export const flag = z.union([z.boolean(), z.enum(['true', 'false']).transform((value) => value === 'true')]);
const unset = z.union([z.literal(''), z.null()]).transform(() => null);

export const clearable = <T extends z.ZodType>(type: T) => z.union([unset, type]);
export const listOf = <T extends z.ZodType>(type: T) => z.array(type);
export const metadata = clearable(z.record(z.string(), clearable(z.union([text, z.boolean().transform(String)]))));
export const timeRange = z.union([
  integer.transform((at) => ({ gte: at, lte: at })),
  z.strictObject({ gt: integer.optional(), gte: integer.optional(), lt: integer.optional(), lte: integer.optional() }),
]);
export type TimeRange = z.output<typeof timeRange>;

/** Options by currency, whose codes Stripe writes small. */
export const byCurrency = <T>(options: Readonly<Record<string, T>>): Readonly<Record<string, T>> =>
  Object.fromEntries(Object.entries(options).map(([currency, option]) => [currency.toLowerCase(), option]));

export const address = z.strictObject({
  city: clearable(text).optional(),
  country: clearable(text).optional(),
  line1: clearable(text).optional(),
  line2: clearable(text).optional(),
  postal_code: clearable(text).optional(),
  state: clearable(text).optional(),
});

export type Metadata = Readonly<Record<string, string>>;

/** Stripe merges metadata key by key; an empty value removes the key, an empty whole removes all. */
export function mergeMetadata(before: Metadata, change: z.output<typeof metadata> | undefined): Metadata {
  if (change === undefined) return before;
  if (change === null) return {};
  const merged: Record<string, string> = { ...before };
  for (const [key, value] of Object.entries(change)) {
    if (value === null || value === '') delete merged[key];
    else merged[key] = value;
  }
  return merged;
}

export function isWithin(at: number, range: TimeRange | undefined): boolean {
  if (!range) return true;
  if ('gt' in range && range.gt !== undefined && at <= range.gt) return false;
  if ('lt' in range && range.lt !== undefined && at >= range.lt) return false;
  if (range.gte !== undefined && at < range.gte) return false;
  return range.lte === undefined || at <= range.lte;
}

/** Parses parameters or refuses them as Stripe does: unknown, missing or malformed, each naming the parameter. */
export function parseParams<T extends z.ZodType>(type: T, params: unknown): z.output<T> {
  const parsed = type.safeParse(params);
  if (parsed.success) return parsed.data;
  const issue = deepestIssue(parsed.error.issues);
  const name = bracketed(issue.path);
  if (issue.code === 'unrecognized_keys') {
    const unknown = bracketed([...issue.path, issue.keys[0] ?? '']);
    throw invalidRequest(`Received unknown parameter: ${unknown}`, unknown, 'parameter_unknown');
  }
  if (issue.input === undefined && issue.code !== 'custom' && issue.message.includes('received undefined')) {
    throw invalidRequest(`Missing required param: ${name}.`, name, 'parameter_missing');
  }
  throw invalidRequest(`Invalid ${name || 'parameters'}: ${issue.message}`, name || undefined);
}

type Issue = z.core.$ZodIssue;

/** Inside a union the useful complaint is that of the branch which got furthest. */
function deepestIssue(issues: readonly Issue[], above: readonly PropertyKey[] = []): Issue {
  const [first] = issues;
  if (!first) throw new Error('a failed parse has an issue');
  const issue: Issue = { ...first, path: [...above, ...first.path] };
  if (issue.code !== 'invalid_union') return issue;
  const inner = issue.errors.filter((branch) => branch.length > 0).map((branch) => deepestIssue(branch, issue.path));
  const deepest = inner.reduce<Issue | undefined>(
    (best, next) => (!best || next.path.length > best.path.length ? next : best),
    undefined,
  );
  return deepest && (deepest.path.length > issue.path.length || deepest.code === 'unrecognized_keys') ? deepest : issue;
}

function bracketed(path: readonly PropertyKey[]): string {
  const [first, ...rest] = path.map(String);
  return first === undefined ? '' : first + rest.map((key) => `[${key}]`).join('');
}
