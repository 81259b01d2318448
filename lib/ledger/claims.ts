import type { Version } from './facts';
import type { Latest } from './link-payments';
import { compareText } from './order-versions';
import { toldAt } from './snapshots';

/** The kinds of objects that say who a customer is: "event" is a bill or a payment (definitions B15 rule 2). */
export const CLAIM_LEVELS = ['event', 'subscription', 'session', 'payment_intent', 'customer'] as const;
export type ClaimLevel = (typeof CLAIM_LEVELS)[number];

/** What an object of a customer said of who it is. */
export interface Claim {
  on: ClaimLevel;
  /** "metadata.user_id", "client_reference_id" or a member with an e-mail: "customer_email", "email", "receipt_email". */
  field: string;
  /** As Stripe has it. */
  value: string;
  /** The object that began to say so last, e.g. "sub_…". */
  object: string;
  /** Unix seconds: when it was said first, and when an object last began to say so. */
  first: number;
  last: number;
  /** No object says so any more. */
  past?: true | undefined;
  /** The customer had an active subscription when it was said first. */
  active?: true | undefined;
}

/** What one object says at a moment, by field. */
type Said = Readonly<Record<string, string | null | undefined>>;
/** A value with the time during which an object said it. */
interface Stretch {
  value: string;
  object: string;
  from: number;
  isPast: boolean;
}

/** Of values that differ from object to object, as order numbers do, the oldest and the newest so many are kept. */
const KEPT_OF_EACH = 5;
const ACTIVE = new Set(['trialing', 'active', 'past_due']);

const prefixed = (metadata: Readonly<Record<string, string>> = {}): Said =>
  Object.fromEntries(Object.entries(metadata).map(([key, value]) => [`metadata.${key}`, value]));

/** What all objects of an owner say, and said, of who it is; from its ordered versions alone. */
export function collectClaims(latest: Latest): Claim[] {
  const active = activeStretches(latest);
  const claims = [
    ...claimsOn('event', latest.invoice, ({ metadata, customerEmail }) => ({
      ...prefixed(metadata),
      customer_email: customerEmail,
    })),
    ...claimsOn('event', latest.charge, ({ metadata, email }) => ({ ...prefixed(metadata), receipt_email: email })),
    ...claimsOn('subscription', latest.subscription, ({ metadata }) => prefixed(metadata)),
    ...claimsOn('session', latest.session, ({ metadata, email, clientReferenceId }) => ({
      ...prefixed(metadata),
      customer_email: email,
      client_reference_id: clientReferenceId,
    })),
    ...claimsOn('payment_intent', latest.payment_intent, ({ metadata, email }) => ({
      ...prefixed(metadata),
      receipt_email: email,
    })),
    // A deletion carries only the id: what was known of the customer stays.
    ...claimsOn('customer', latest.customer, ({ metadata, email, deleted }) =>
      deleted ? null : { ...prefixed(metadata), email },
    ),
  ];
  return fewOfEach(merged(claims)).map((claim) => (active(claim.first) ? { ...claim, active: true } : claim));
}

function claimsOn<V extends Version>(
  on: ClaimLevel,
  objects: ReadonlyMap<string, readonly V[]>,
  read: (body: V['body']) => Said | null,
): Claim[] {
  const claims: Claim[] = [];
  for (const versions of objects.values())
    for (const [field, stretches] of stretchesOf(versions, read))
      for (const { value, object, from, isPast } of stretches)
        claims.push({ on, field, value, object, first: from, last: from, ...(isPast && { past: true }) });
  return claims;
}

/** The values one object had, field by field. */
function stretchesOf<V extends Version>(
  versions: readonly V[],
  read: (body: V['body']) => Said | null,
): Map<string, Stretch[]> {
  const stretches = new Map<string, Stretch[]>();
  for (const [index, version] of versions.entries()) {
    const said = read(version.body);
    if (said === null) continue;
    // Of something that was read, and of which nothing was known before, the time at which it was made is the best guess.
    const from = Math.floor((index === 0 ? toldAt(version) : version.occurredAt).getTime() / 1000);
    for (const [field, list] of stretches) {
      const open = list.at(-1);
      if (open && !open.isPast && said[field] !== open.value) open.isPast = true;
    }
    for (const [field, value] of Object.entries(said)) {
      if (!value?.trim()) continue;
      const list = stretches.get(field) ?? [];
      if (list.length === 0) stretches.set(field, list);
      if (list.at(-1)?.isPast !== false) list.push({ value, object: version.objectId, from, isPast: false });
    }
  }
  return stretches;
}

/** The same value in the same field of objects of the same kind is one claim. */
function merged(claims: readonly Claim[]): Claim[] {
  const byValue = new Map<string, Claim>();
  for (const next of claims) {
    const key = JSON.stringify([next.on, next.field, next.value]);
    const claim = byValue.get(key);
    byValue.set(key, claim ? joined(claim, next) : next);
  }
  return [...byValue.values()];
}

function joined(a: Claim, b: Claim): Claim {
  const newest = isBefore(a, b) ? b : a;
  const { past: _, ...claim } = { ...newest, first: Math.min(a.first, b.first) };
  return a.past && b.past ? { ...claim, past: true } : claim;
}

/** Whether `b` is the one to go by: what is still said before what is not, then the newer. */
const isBefore = (a: Claim, b: Claim): boolean =>
  a.past === b.past ? a.last < b.last || (a.last === b.last && compareText(a.object, b.object) > 0) : Boolean(a.past);

function fewOfEach(claims: readonly Claim[]): Claim[] {
  const byField = new Map<string, Claim[]>();
  for (const claim of claims) {
    const key = `${claim.on} ${claim.field}`;
    byField.set(key, [...(byField.get(key) ?? []), claim]);
  }
  const kept = [...byField.values()].flatMap((list) => {
    if (list.length <= 2 * KEPT_OF_EACH) return list;
    const oldest = list.toSorted((a, b) => a.first - b.first || compareText(a.value, b.value)).slice(0, KEPT_OF_EACH);
    const newest = list.toSorted(newestFirst).slice(0, KEPT_OF_EACH);
    return [...new Set([...newest, ...oldest])];
  });
  const keyOf = ({ on, field, value }: Claim) => `${CLAIM_LEVELS.indexOf(on)} ${field} ${value}`;
  return kept.sort((a, b) => compareText(keyOf(a), keyOf(b)));
}

const newestFirst = (a: Claim, b: Claim) =>
  Number(a.past ?? false) - Number(b.past ?? false) || b.last - a.last || compareText(a.value, b.value);

/** Whether a subscription of the owner was active, past due or on trial just before a moment. */
function activeStretches(latest: Latest): (at: number) => boolean {
  const states = [...latest.subscription.values()].map((versions) =>
    versions.map((version, index) => ({
      from: Math.floor((index === 0 ? toldAt(version) : version.occurredAt).getTime() / 1000),
      isActive: ACTIVE.has(version.body.status),
    })),
  );
  return (at) => states.some((list) => list.findLast(({ from }) => from < at)?.isActive);
}
