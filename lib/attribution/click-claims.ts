import type { Claim } from '@/lib/ledger/claims';

/** Begins a click's id in a `client_reference_id` (RV-22): any other is not one. */
const REFERENCE = 'dub_id_';
const METADATA = 'metadata.dubClickId';

/** A click that an object of a customer names. */
export interface NamedClick {
  id: string;
  /** "session" for a checkout or Payment Link, else where the metadata is. */
  on: Claim['on'];
  object: string;
  /** Unix seconds: when it was named first. */
  at: number;
}

/** The clicks that a customer's objects name, the earliest first. */
export function clicksIn(claims: readonly Claim[]): NamedClick[] {
  const named = claims.flatMap(({ on, field, value, object, first }): NamedClick[] => {
    const id = clickIn(field, value.trim());
    return id === '' ? [] : [{ id, on, object, at: first }];
  });
  return named.sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
}

function clickIn(field: string, value: string): string {
  if (field === 'client_reference_id') return value.startsWith(REFERENCE) ? value.slice(REFERENCE.length) : '';
  if (field !== METADATA) return '';
  return value.startsWith(REFERENCE) ? value.slice(REFERENCE.length) : value;
}
