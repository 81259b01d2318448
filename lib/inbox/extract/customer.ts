import { z } from 'zod';
import type { CustomerFact, DiscountFact, ProductFact } from '@/lib/ledger/facts';
import { email, flag, instantOrNull, metadata, ref, text } from './read';
import { discountList, discountRef } from './terms';

export const customerShape = z
  .looseObject({
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

const discountOwner = z.looseObject({ customer: ref, subscription: ref, deleted: flag });

/** A discount as its own events carry it. Throws a ZodError naming the member that cannot be read. */
export const readDiscount = (object: unknown): DiscountFact => {
  const { customer, subscription, deleted } = discountOwner.parse(object);
  return { ...discountRef.parse(object), customer, subscription, deleted };
};

export const productShape = z
  .looseObject({ name: text, deleted: flag })
  .transform(({ name, deleted }): ProductFact => ({ name, deleted }));
