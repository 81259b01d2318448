import type { Metadata } from '../core/params';

export interface FeeRefund {
  readonly id: string;
  readonly object: 'fee_refund';
  readonly amount: number;
  readonly balance_transaction: string;
  readonly created: number;
  readonly currency: string;
  readonly fee: string;
  readonly metadata: Metadata;
}

/** What the platform that brought a payment keeps of it. */
export interface ApplicationFee {
  readonly id: string;
  readonly object: 'application_fee';
  readonly account: string;
  readonly amount: number;
  readonly amount_refunded: number;
  readonly application: string;
  readonly balance_transaction: null;
  readonly charge: string;
  readonly created: number;
  readonly currency: string;
  readonly fee_source: { readonly charge: string; readonly type: 'charge' };
  readonly livemode: boolean;
  readonly originating_transaction: null;
  readonly refunded: boolean;
  readonly refunds: {
    readonly object: 'list';
    readonly data: readonly FeeRefund[];
    readonly has_more: false;
    readonly url: string;
  };
}
