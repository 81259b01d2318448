import { z } from 'zod';
import type { InvoiceItemFact } from '@/lib/ledger/facts';
import { lineShape } from './invoice';
import { flag, instantOrNull, ref } from './read';

/** Before 2025-03-31 an item names these itself; its deletion by the API names its id alone. */
const itemShape = z.object({
  proration: flag,
  customer: ref,
  date: instantOrNull,
  subscription: ref,
  subscription_item: ref,
  parent: z
    .object({ subscription_details: z.object({ subscription: ref, subscription_item: ref }).nullish() })
    .nullish(),
});

/**
 * What a proration says of its subscription; null for any other item: that is money when it is billed, and then its invoice
 * tells. A proration that was deleted still tells what had been changed.
 */
export const invoiceItemShape = {
  parse(object: unknown): InvoiceItemFact | null {
    const { proration, customer, date, parent, ...old } = itemShape.parse(object);
    const subscription = parent?.subscription_details?.subscription ?? old.subscription;
    if (!proration || subscription === null) return null;
    const subscriptionItem = parent?.subscription_details?.subscription_item ?? old.subscription_item;
    return {
      customer,
      created: date ?? 0,
      line: { ...lineShape.parse(object), proration, subscription, subscriptionItem },
    };
  },
};
