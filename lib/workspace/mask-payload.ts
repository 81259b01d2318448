const HIDDEN = '•••';
const PERSONAL_KEY = /(^|_)(email|phone)$/i;
const PERSONAL_NAME = /^(name|individual_name|business_name|customer_name|cardholder_name)$/i;
/** What opens something to whoever holds it: client secrets, tokens, and links to a buyer's invoice or checkout. */
const SECRET_KEY = /(^|_)(secret|token|password)$/i;
const SECRET_LINK = /(^|_)(url|pdf)$/i;
const EMAIL_INSIDE_TEXT = /[^\s@<>"']+@[^\s@<>"']+\.[^\s@<>"']+/g;
/** A product's name is not a person's. */
const NAMED_THINGS = ['product', 'price', 'plan', 'coupon', 'promotion_code'];

/** A copy for the screen in which secrets, e-mails, telephone numbers and people's names are hidden. */
export function maskPayload(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(EMAIL_INSIDE_TEXT, HIDDEN);
  if (Array.isArray(value)) return value.map(maskPayload);
  if (typeof value !== 'object' || value === null) return value;
  const isThing = 'object' in value && NAMED_THINGS.includes(String(value.object));
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      return [key, typeof inner === 'string' && isHidden(key, inner, isThing) ? HIDDEN : maskPayload(inner)];
    }),
  );
}

function isHidden(key: string, value: string, isThing: boolean): boolean {
  if (PERSONAL_KEY.test(key) || SECRET_KEY.test(key)) return true;
  return !isThing && (PERSONAL_NAME.test(key) || (SECRET_LINK.test(key) && /^https?:/i.test(value)));
}
