import { previousAttributes } from '../core/previous-attributes';
import type { Store } from '../core/store';
import type { StripeEvent, StripeObject } from '../objects/event';
import { BASIL, CLOVER, isBefore } from './api-version';
import { beforeBasil } from './before-basil';
import { beforeClover } from './before-clover';
import { isPlain, type Plain } from './plain';

/**
 * The one place that knows older API versions. Everything else here works with the current shapes; what leaves is
 * translated down, object by object, from the outside in. The current version goes out as it is.
 */
export function asOfVersion(store: Store, value: object, version: string): object {
  if (!isBefore(version, CLOVER)) return value;
  return isPlain(value) ? translate(store, value, version) : value;
}

function translate(store: Store, value: Plain, version: string): Plain {
  if (value.object === 'event') return value;
  const kind = String(value.object);
  const down = isBefore(version, BASIL) ? beforeBasil[kind] : undefined;
  const renamed = beforeClover[kind]?.(store, value) ?? value;
  const outer = down?.(store, renamed) ?? renamed;
  return Object.fromEntries(Object.entries(outer).map(([key, inner]) => [key, translateAny(store, inner, version)]));
}

function translateAny(store: Store, value: unknown, version: string): unknown {
  if (Array.isArray(value)) return value.map((entry: unknown) => translateAny(store, entry, version));
  return isPlain(value) ? translate(store, value, version) : value;
}

/** An event as an endpoint of that version gets it: the object, and of what it was before only what shows there. */
export function eventAsOfVersion(store: Store, event: StripeEvent, version: string): StripeEvent {
  if (!isBefore(version, CLOVER)) return version === event.api_version ? event : { ...event, api_version: version };
  const { object, previous_attributes: previous } = event.data;
  const shown: StripeObject = { ...asOfVersion(store, object, version), object: object.object };
  if (!previous) return { ...event, api_version: version, data: { object: shown } };
  const before = asOfVersion(store, rewind({ ...object }, previous), version);
  const changed = previousAttributes(before, shown) ?? {};
  return { ...event, api_version: version, data: { object: shown, previous_attributes: changed } };
}

/** The object as it was: previous attributes name whole values, and of hashes only the keys that changed. */
function rewind(value: Plain, previous: Plain): Plain {
  const entries = Object.entries(previous).map(([key, was]): [string, unknown] => {
    const is = value[key];
    return [key, isPlain(was) && isPlain(is) ? rewind(is, was) : was];
  });
  return { ...value, ...Object.fromEntries(entries) };
}
