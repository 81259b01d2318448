import { secondsOf } from '@/lib/examples/stripe-objects';
import type { FakeObject } from './stripe-objects';

export function dispute(
  id: string,
  chargeId: string | null,
  amount: number,
  when: number | string,
  extra: Record<string, unknown> = {},
): FakeObject {
  return {
    id,
    object: 'dispute',
    charge: chargeId,
    amount,
    currency: 'usd',
    status: 'needs_response',
    reason: 'fraudulent',
    created: secondsOf(when),
    payment_intent: null,
    balance_transactions: [],
    ...extra,
  };
}

/** A movement of the balance, as a dispute lists it or the API answers it. */
export const balanceTransaction = (
  id: string,
  amount: number,
  when: number | string,
  extra: Record<string, unknown> = {},
): FakeObject => ({
  id,
  object: 'balance_transaction',
  amount,
  fee: 0,
  currency: 'usd',
  created: secondsOf(when),
  type: 'adjustment',
  source: null,
  ...extra,
});

export function creditNote(
  id: string,
  invoiceId: string,
  amount: number,
  when: number | string,
  extra: Record<string, unknown> = {},
): FakeObject {
  const { lines = [], customer = 'cus_1', ...rest } = extra;
  return {
    id,
    object: 'credit_note',
    customer,
    invoice: invoiceId,
    status: 'issued',
    currency: 'usd',
    amount,
    total: amount,
    total_excluding_tax: amount,
    created: secondsOf(when),
    type: 'post_payment',
    refunds: [],
    out_of_band_amount: null,
    lines: { object: 'list', has_more: false, data: lines },
    ...rest,
  };
}
