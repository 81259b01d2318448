/** Members that hold a payment instrument or an address in Stripe's objects, whatever they stand in. */
const PRIVATE = new Set(
  `number cvc last4 dynamic_last4 iban_last4 exp_month exp_year fingerprint routing_number account_number iban sort_code
   bank_code branch_code institution_number transit_number bsb_number line1 line2 postal_code
   address_line1 address_line2 address_zip address_city address_state`
    .trim()
    .split(/\s+/),
);

/** Paths of the private values a JSON value holds, outside metadata. */
export function privateMembers(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) => {
    if (key === 'metadata') return [];
    const here = path === '' ? key : `${path}.${key}`;
    const holds = PRIVATE.has(key) && member !== null && member !== '' && !isInvoiceNumber(key, member);
    return holds ? [here] : privateMembers(member, here);
  });
}

/** `number` is also what invoices and credit notes are called. */
const isInvoiceNumber = (key: string, member: unknown) =>
  key === 'number' && !/^\d{12,19}$/.test(String(member).replace(/[ -]/g, ''));
