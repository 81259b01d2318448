import { cleanText } from '@/lib/inbox/clean-text';
import { kindOfId } from './kinds';

export interface Reference {
  /** Stripe's own name of the type. */
  kind: string;
  objectId: string;
}

/** What a member refers to, wherever it stands, by Stripe's own name of the type. */
const MEMBERS: ReadonlyMap<string, string> = new Map([
  ['customer', 'customer'],
  ['product', 'product'],
  ['price', 'price'],
  ['coupon', 'coupon'],
  ['promotion_code', 'promotion_code'],
  ['subscription', 'subscription'],
  ['invoice', 'invoice'],
  ['latest_invoice', 'invoice'],
  ['payment_intent', 'payment_intent'],
  ['charge', 'charge'],
  ['latest_charge', 'charge'],
  ['refund', 'refund'],
  ['balance_transaction', 'balance_transaction'],
  ['balance_transactions', 'balance_transaction'],
  ['failure_balance_transaction', 'balance_transaction'],
]);

const isNaming = (member: string) => member === 'source' || MEMBERS.has(member);

/** The business's own words, which may look like anything. */
const FREE = 'metadata';
const LONGEST_ID = 255;

/** The objects that an object refers to, itself left out, each once. */
export function referencesOf(object: { id: string; object: string }): Reference[] {
  const found = new Map<string, Reference>();
  const note = (kind: string, id: string) => {
    if (id === '' || id.length > LONGEST_ID || (id === object.id && kind === object.object)) return;
    const objectId = cleanText(id);
    found.set(`${kind} ${objectId}`, { kind, objectId });
  };
  const walk = (value: unknown, member: string): void => {
    if (Array.isArray(value)) for (const part of value) walk(part, member);
    else if (typeof value === 'object' && value !== null) {
      const kind = MEMBERS.get(member);
      if (kind && 'id' in value && typeof value.id === 'string') note(kind, value.id);
      for (const [name, part] of Object.entries(value))
        if (name !== FREE && (typeof part === 'object' || isNaming(name))) walk(part, name);
    } else if (typeof value === 'string') {
      const kind = member === 'source' ? kindOfId(value)?.object : MEMBERS.get(member);
      if (kind) note(kind, value);
    }
  };
  walk(object, '');
  return [...found.values()];
}
