import { z } from 'zod';
import type { CustomerFact, DiscountFact, ProductFact } from '@/lib/ledger/facts';
import { email, flag, instantOrNull, metadata, ref, text } from './read';
import { discountList, discountObject, discountRef } from './terms';

export const customerShape = z
  .object({
    email,
    name: text,
    metadata,
    created: instantOrNull,
    deleted: flag,
    discount: discountRef.nullish(),
    discounts: z.array(discountRef).nullish(),
  })
  .transform(
    (customer): CustomerFact => ({
      country: null,
      email: customer.email,
      name: customer.name,
      metadata: customer.metadata,
      created: customer.created,
      deleted: customer.deleted,
      discount: discountList(customer.discounts, customer.discount)[0] ?? null,
    }),
  );

const discountOwner = z.object({
  customer: ref,
  subscription: ref,
  subscription_item: ref,
  invoice: ref,
  invoice_item: ref,
  checkout_session: ref,
  deleted: flag,
});

/** A discount as its own events carry it. Throws a ZodError naming the member that cannot be read. */
export const readDiscount = (object: unknown): DiscountFact => {
  const owner = discountOwner.parse(object);
  // What it hangs on, if anything: only one on nothing but the customer lowers all of the customer's subscriptions.
  const on = [owner.subscription, owner.subscription_item, owner.invoice, owner.invoice_item, owner.checkout_session];
  return {
    ...discountObject.parse(object),
    customer: owner.customer,
    subscription: on.find((id) => id !== null) ?? null,
    deleted: owner.deleted,
  };
};

export const productShape = z
  .object({ name: text, deleted: flag })
  .transform(({ name, deleted }): ProductFact => ({ name, deleted }));
