/** Members that say who somebody is, in whatever object they stand. */
const PERSONAL = new Set(
  `email phone customer_email customer_name customer_phone receipt_email receipt_number individual_name business_name
   client_reference_id hosted_invoice_url invoice_pdf receipt_url url hosted_verification_url custom_fields footer
   billing_details customer_details collected_information evidence preferred_locales invoice_prefix tax_exempt_reason
   account_name account_holder_name owner`
    .trim()
    .split(/\s+/),
);
/** Their name and their description are those of a person, or were written about one. */
const OF_PEOPLE = new Set(['customer', 'charge', 'payment_intent']);
/** Their metadata says what is sold, and to nobody in particular. */
const OF_CATALOG = new Set(['product', 'price', 'plan', 'coupon', 'promotion_code', 'tax_rate']);
const ERASED = '[erased]';

interface Redaction {
  /** Keys of metadata that reports are divided by: their values stay. */
  keptKeys: readonly string[];
  /** Addresses to be taken out wherever they stand in a text, as they are compared. */
  emails?: readonly string[];
}

function redact(value: unknown, kind: string, redaction: Redaction): unknown {
  if (typeof value === 'string') return withoutEmails(value, redaction.emails ?? []);
  if (Array.isArray(value)) {
    const parts = value.map((part) => redact(part, kind, redaction));
    return parts.some((part, index) => part !== value[index]) ? parts : value;
  }
  if (!isRecord(value)) return value;
  const own = typeof value.object === 'string' ? value.object : kind;
  let copy: Record<string, unknown> | null = null;
  for (const [key, part] of Object.entries(value)) {
    const kept = redactMember(key, part, own, redaction);
    if (kept === part) continue;
    copy ??= { ...value };
    copy[key] = kept;
  }
  return copy ?? value;
}

function redactMember(key: string, part: unknown, kind: string, redaction: Redaction): unknown {
  if (part === null) return part;
  if (PERSONAL.has(key)) return null;
  if ((key === 'name' || key === 'description') && OF_PEOPLE.has(kind)) return null;
  if (key === 'metadata') return OF_CATALOG.has(kind) ? part : reportedOnly(part, redaction.keptKeys);
  // What changed is named by the members of the object it changed.
  return redact(part, kind, redaction);
}

function reportedOnly(metadata: unknown, keys: readonly string[]): unknown {
  if (!isRecord(metadata)) return null;
  const entries = Object.entries(metadata);
  const kept = entries.filter(([key]) => keys.includes(key));
  return kept.length === entries.length ? metadata : Object.fromEntries(kept);
}

function withoutEmails(text: string, emails: readonly string[]): string {
  const lower = text.toLowerCase();
  const found = emails.filter((email) => lower.includes(email));
  return found.reduce((rest, email) => replaceAllOf(rest, email), text);
}

/** `part` in whatever case, of a text that may be longer in lower case: letter by letter. */
function replaceAllOf(text: string, part: string): string {
  const escaped = part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return text.replace(new RegExp(escaped, 'gi'), ERASED);
}

/**
 * An event without what says who the customer is. Amounts, dates, ids, products, the country and the metadata that reports need
 * stay, so that no figure changes. The type of the object stands beside `previous_attributes`, not in them.
 */
export function redactEvent(payload: unknown, redaction: Redaction): unknown {
  if (!isRecord(payload) || !isRecord(payload.data)) return payload;
  const { object, previous_attributes: previous } = payload.data;
  const kind = isRecord(object) && typeof object.object === 'string' ? object.object : '';
  const data = { ...payload.data, object: redact(object, kind, redaction) };
  return {
    ...payload,
    data: previous === undefined ? data : { ...data, previous_attributes: redact(previous, kind, redaction) },
  };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
