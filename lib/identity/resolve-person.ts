import type { Claim } from '@/lib/ledger/claims';
import { compareText } from '@/lib/ledger/order-versions';
import { normaliseEmail, normaliseId } from './normalise';
import {
  type ConflictPolicy,
  EMAIL_FIELDS,
  type Identifiable,
  type IdentityRule,
  LEVELS,
  type Mapping,
  nameOfRule,
  type ResolveContext,
  type ResolvedPerson,
} from './types';

/** A claim with its value as it is compared. */
interface Candidate {
  value: string;
  claim: Claim;
}

/** What one rule finds, the one that decides first. */
interface Found {
  kind: 'id' | 'email';
  resolvedBy: string;
  candidates: Candidate[];
  /** Every value it finds, also those that nobody says any more. */
  values: string[];
}

/**
 * The person a Stripe customer stands for: whom somebody named, else the first rule that finds a usable value, else the Stripe
 * id itself as a provisional person, which counts as "fallback" and not as a match (definitions B15). An alias stands for
 * its person, whichever way it was found.
 */
export function resolvePerson(
  customer: Identifiable,
  mapping: Mapping,
  { pin, isShared = () => false, personOf = (id) => id }: ResolveContext = {},
): ResolvedPerson {
  const found = mapping.rules.map((rule) => apply(rule, customer.claims, mapping));
  const identifiers = [
    ...found.flatMap(({ kind, values }) => values.map((value) => `${kind}:${value}`)),
    ...emailsOf(customer.claims, mapping).map((value) => `email:${value}`),
  ];
  const base = { identifiers: [...new Set(identifiers)].sort(compareText), rivals: [] };
  if (pin !== undefined) return { ...base, personId: personOf(pin), resolvedBy: 'pin' };
  for (const { kind, resolvedBy, candidates, values } of found) {
    const isUsable = (value: string) => !isShared(`${kind}:${value}`);
    const first = candidates.find(({ value }) => isUsable(value));
    if (!first) continue;
    const personId = personOf(first.value);
    // Of several addresses the best is taken; of several ids, people may be meant.
    const people = kind === 'id' ? values.filter(isUsable).map(personOf) : [];
    const rivals = [...new Set(people)].filter((id) => id !== personId).sort(compareText);
    return { ...base, personId, resolvedBy, rivals };
  }
  return { ...base, personId: personOf(customer.id), resolvedBy: 'fallback' };
}

function apply(rule: IdentityRule, claims: readonly Claim[], { settings }: Mapping): Found {
  if (rule.kind === 'email') {
    const places = rule.from ?? EMAIL_FIELDS;
    const candidates = found(claims, (value) => normaliseEmail(value, settings))
      .filter(({ claim }) => !claim.past && places.some((field) => field === claim.field))
      .sort(byPlace(({ claim }) => placeOf(places, claim.field)));
    return { kind: 'email', resolvedBy: 'email', candidates, values: valuesOf(candidates) };
  }
  const places = (rule.kind === 'metadata' && rule.on) || LEVELS;
  const field = rule.kind === 'metadata' ? `metadata.${rule.key}` : rule.kind;
  const ids = found(
    claims.filter((claim) => claim.field === field && places.includes(claim.on)),
    (value) => normaliseId(value, settings),
  );
  return {
    kind: 'id',
    resolvedBy: nameOfRule(rule),
    candidates: settled(ids, settings.conflictPolicy, places),
    values: valuesOf(ids),
  };
}

const found = (claims: readonly Claim[], normalise: (value: string) => string | null): Candidate[] =>
  claims.flatMap((claim) => {
    const value = normalise(claim.value);
    return value === null ? [] : [{ value, claim }];
  });

const valuesOf = (candidates: readonly Candidate[]): string[] => candidates.map(({ value }) => value);

const placeOf = (places: readonly string[], place: string) => places.indexOf(place);

/** The order of the places first, then the newest. */
const byPlace = (rankOf: (candidate: Candidate) => number) => (a: Candidate, b: Candidate) =>
  rankOf(a) - rankOf(b) || b.claim.last - a.claim.last || compareText(a.value, b.value);

/** The candidate that the policy lets win, then the rest. What nobody says any more counts only where the first one wins. */
function settled(ids: Candidate[], policy: ConflictPolicy, places: readonly string[]): Candidate[] {
  const newest = ids.filter(({ claim }) => !claim.past).sort(byPlace(({ claim }) => placeOf(places, claim.on)));
  const oldest = ids.toSorted((a, b) => a.claim.first - b.claim.first || compareText(a.value, b.value));
  const [winner] = newest;
  const keepsOldest =
    policy === 'keep_original' || policy === 'share' || (policy === 'transfer_if_inactive' && winner?.claim.active);
  return winner && keepsOldest ? oldest : newest;
}

const emailsOf = (claims: readonly Claim[], { settings }: Mapping): string[] =>
  found(
    claims.filter(({ field, past }) => !past && EMAIL_FIELDS.some((name) => name === field)),
    (value) => normaliseEmail(value, settings),
  ).map(({ value }) => value);
