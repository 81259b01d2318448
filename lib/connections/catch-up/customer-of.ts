/** The customer that an object of Stripe's names, by its id or in full; null where it names none. */
export function customerOf(object: object): string | null {
  const customer: unknown = 'customer' in object ? object.customer : null;
  if (typeof customer === 'string') return customer;
  if (typeof customer !== 'object' || customer === null || !('id' in customer)) return null;
  return typeof customer.id === 'string' ? customer.id : null;
}
