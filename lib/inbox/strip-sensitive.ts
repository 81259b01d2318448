import { visit } from 'jsonc-parser';

/** Members whose values never reach the disk: payment instruments and addresses, wherever they stand in the payload. */
const SENSITIVE = new Set(
  `card card_present interac_present source sources default_source address billing_address shipping shipping_details
   customer_address customer_shipping us_bank_account sepa_debit bacs_debit au_becs_debit acss_debit bank_account
   payment_method_details payment_method_data cardholder iban iban_last4 account_number routing_number fingerprint
   number cvc last4 dynamic_last4 exp_month exp_year ip tax_ids customer_tax_ids
   line1 line2 postal_code address_line1 address_line2 address_city address_state address_zip`
    .trim()
    .split(/\s+/),
);
/** A discount's `source` is its coupon: `{"type":"coupon","coupon":…}` in either order. */
const COUPON_SOURCE = /^\{\s*"(?:type"\s*:\s*"coupon"|coupon"\s*:)/;

/**
 * The JSON text with the value of every sensitive member replaced by null; everything else keeps its exact bytes, so that
 * numbers a parser would round survive. Metadata is the business's own and is left alone. `parsed` is the same text, read.
 */
export function stripSensitive(json: string, parsed: unknown): string {
  if (!holdsSensitive(parsed)) return json;
  const cuts: { from: number; to: number }[] = [];
  let pending = false;
  let key = '';
  let depth = 0;
  let cutFrom = -1;
  let metadataDepth = 0;
  const open = (offset: number) => {
    if (metadataDepth > 0 || (key === 'metadata' && cutFrom === -1)) metadataDepth += 1;
    else if (cutFrom !== -1) depth += 1;
    else if (pending) {
      cutFrom = offset;
      depth = 1;
    }
    pending = false;
  };
  const close = (offset: number, length: number) => {
    if (metadataDepth > 0) {
      metadataDepth -= 1;
      key = '';
      return;
    }
    if (cutFrom === -1) return;
    depth -= 1;
    if (depth > 0) return;
    cuts.push({ from: cutFrom, to: offset + length });
    cutFrom = -1;
  };
  visit(json, {
    onObjectProperty: (name) => {
      key = name;
      pending = cutFrom === -1 && metadataDepth === 0 && SENSITIVE.has(name);
    },
    onObjectBegin: (offset) => {
      if (key === 'source' && COUPON_SOURCE.test(json.slice(offset, offset + 60))) pending = false;
      open(offset);
    },
    onArrayBegin: open,
    onObjectEnd: close,
    onArrayEnd: close,
    onLiteralValue: (value: unknown, offset, length) => {
      if (cutFrom === -1 && pending && value !== null && !isHarmless(key, value))
        cuts.push({ from: offset, to: offset + length });
      pending = false;
    },
  });
  return splice(json, cuts);
}

/** The same for what is not text yet; parts that hold nothing sensitive are returned as they are. */
export function withoutSensitive(value: unknown): unknown {
  if (Array.isArray(value)) {
    const parts = value.map(withoutSensitive);
    return parts.some((part, index) => part !== value[index]) ? parts : value;
  }
  return isRecord(value) ? recordWithoutSensitive(value) : value;
}

function recordWithoutSensitive(record: Record<string, unknown>): Record<string, unknown> {
  let copy: Record<string, unknown> | null = null;
  for (const key of Object.keys(record)) {
    const part = record[key];
    if (part === null || (key === 'metadata' && typeof part === 'object')) continue;
    const kept = SENSITIVE.has(key) ? harmless(key, part) : typeof part === 'object' ? withoutSensitive(part) : part;
    if (kept === part) continue;
    copy ??= { ...record };
    copy[key] = kept;
  }
  return copy ?? record;
}

function harmless(key: string, part: unknown): unknown {
  if (typeof part !== 'object' || part === null) return isHarmless(key, part) ? part : null;
  const isCoupon = key === 'source' && COUPON_SOURCE.test(JSON.stringify(part));
  return isCoupon ? withoutSensitive(part) : null;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** Most events hold none, and reading on in what is parsed is ten times quicker than walking the text. */
function holdsSensitive(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(holdsSensitive);
  if (typeof value !== 'object' || value === null) return false;
  for (const [key, part] of Object.entries(value)) {
    if (part === null || (key === 'metadata' && typeof part === 'object')) continue;
    if (SENSITIVE.has(key) ? typeof part === 'object' || !isHarmless(key, part) : holdsSensitive(part)) return true;
  }
  return false;
}

/** The `source` of a balance transaction is the id of a payment, and a `number` is mostly an invoice's. */
function isHarmless(key: string, value: unknown): boolean {
  if (key === 'source') return typeof value === 'string' && /^(ch|re|py|pyr|pi|dp|du|fee|po|tr|txn)_/.test(value);
  return key === 'number' && !/^\d{12,19}$/.test(String(value).replace(/[ -]/g, ''));
}

function splice(json: string, cuts: readonly { from: number; to: number }[]): string {
  let kept = '';
  let at = 0;
  for (const { from, to } of cuts) {
    kept += `${json.slice(at, from)}null`;
    at = to;
  }
  return kept + json.slice(at);
}

/** The country of the object's address: two letters, upper case, or null. All that is kept of an address. */
export function countryOf(object: unknown): string | null {
  const candidates = ['address', 'customer_address'].map((key) => member(object, key));
  const details = ['billing_details', 'customer_details', 'shipping'].map((key) =>
    member(member(object, key), 'address'),
  );
  for (const address of [...candidates, ...details]) {
    const country = member(address, 'country');
    if (typeof country === 'string' && /^[a-z]{2}$/i.test(country)) return country.toUpperCase();
  }
  return null;
}

function member(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null && key in value
    ? Object.getOwnPropertyDescriptor(value, key)?.value
    : undefined;
}
