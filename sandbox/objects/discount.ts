const CONSTANTS = {
  checkout_session: null,
  customer_account: null,
  invoice_item: null,
  promotion_code: null,
  subscription_item: null,
} as const;

export type Discount = typeof CONSTANTS & {
  readonly id: string;
  readonly object: 'discount';
  readonly customer: string | null;
  readonly end: number | null;
  readonly invoice: string | null;
  readonly source: { readonly coupon: string; readonly type: 'coupon' };
  readonly start: number;
  readonly subscription: string | null;
};

export type DiscountFields = Omit<Discount, keyof typeof CONSTANTS | 'object'>;

export const newDiscount = (fields: DiscountFields): Discount => ({
  object: 'discount',
  ...fields,
  ...CONSTANTS,
});
