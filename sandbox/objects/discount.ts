const AT_FIRST = {
  checkout_session: null as string | null,
  customer_account: null,
  invoice_item: null as string | null,
  promotion_code: null as string | null,
  subscription_item: null as string | null,
};

export type Discount = Readonly<typeof AT_FIRST> & {
  readonly id: string;
  readonly object: 'discount';
  readonly customer: string | null;
  readonly end: number | null;
  readonly invoice: string | null;
  readonly source: { readonly coupon: string; readonly type: 'coupon' };
  readonly start: number;
  readonly subscription: string | null;
};

export type DiscountFields = Omit<Discount, keyof typeof AT_FIRST | 'object'>;

export const newDiscount = (fields: DiscountFields): Discount => ({
  object: 'discount',
  ...fields,
  ...AT_FIRST,
});
