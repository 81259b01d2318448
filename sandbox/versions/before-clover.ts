import type { Store } from '../core/store';
import { type Plain, textAt, without } from './plain';

/** The coupon itself stood in the discount, and in the promotion code. */
export const beforeClover: Readonly<Record<string, (store: Store, value: Plain) => Plain>> = {
  discount: (store, value) => ({
    ...without(value, 'source'),
    coupon: store.coupons.get(textAt(value, 'source', 'coupon') ?? '') ?? null,
  }),
  promotion_code: (store, value) => ({
    ...without(value, 'promotion'),
    coupon: store.coupons.get(textAt(value, 'promotion', 'coupon') ?? '') ?? null,
  }),
};
