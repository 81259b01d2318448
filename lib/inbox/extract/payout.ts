import { z } from 'zod';
import type { PayoutFact } from '@/lib/ledger/facts';
import { currency, flag, id, instantOr, intOr, ref, text } from './read';

/** `balance_transactions` is no member of Stripe's: it is what Stripe listed for the payout when it was read. */
export const payoutShape = z
  .object({
    amount: intOr(0),
    currency,
    status: text,
    created: instantOr(0),
    arrival_date: instantOr(0),
    automatic: flag,
    balance_transaction: ref,
    failure_balance_transaction: ref,
    original_payout: ref,
    reversed_by: ref,
    balance_transactions: z.array(id).nullish(),
  })
  .transform(
    (payout): PayoutFact => ({
      amount: payout.amount,
      currency: payout.currency,
      status: payout.status ?? 'pending',
      created: payout.created,
      arrivalDate: payout.arrival_date,
      automatic: payout.automatic,
      balanceTransaction: payout.balance_transaction,
      failureTransaction: payout.failure_balance_transaction,
      reverses: payout.original_payout,
      reversedBy: payout.reversed_by,
      transactions: payout.balance_transactions ?? null,
    }),
  );
