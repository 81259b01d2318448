type Plain = Readonly<Record<string, unknown>>;

/**
 * What Stripe puts into `data.previous_attributes`: the old values of the top-level fields that changed, and inside
 * hashes only the keys that changed. Lists are given whole. Undefined when nothing changed.
 */
export function previousAttributes(before: object, after: object): Plain | undefined {
  const changed = differences(toPlain(before), toPlain(after));
  return Object.keys(changed).length > 0 ? changed : undefined;
}

function differences(before: Plain, after: Plain): Plain {
  const changed: Record<string, unknown> = {};
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const was = before[key];
    const is = after[key];
    if (was === is || same(was, is)) continue;
    changed[key] = isHash(was) && isHash(is) ? differences(was, is) : (was ?? null);
  }
  return changed;
}

function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((value, i) => same(value, b[i]));
  if (!isHash(a) || !isHash(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => same(a[key], b[key]));
}

function isHash(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function toPlain(value: object): Plain {
  return isHash(value) ? value : {};
}
