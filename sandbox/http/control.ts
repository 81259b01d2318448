import { z } from 'zod';
import type { SandboxAccount } from '../account';
import { invalidRequest } from '../core/errors';
import { parseParams } from '../core/params';
import type { Hiccups } from './hiccups';
import type { Keys } from './keys';

const moment = z.union([z.iso.datetime({ offset: true }), z.iso.date(), z.number().int()]);
const commands = {
  advance: z.strictObject({ to: moment }),
  payment_outcome: z.strictObject({ customer: z.string(), outcome: z.enum(['succeed', 'decline']) }),
  exchange_rate: z.strictObject({ currency: z.string(), rate: z.number().positive() }),
  authenticate: z.strictObject({ intent: z.string(), proved: z.boolean() }),
  fail_refund: z.strictObject({ refund: z.string() }),
  dispute: z.strictObject({
    charge: z.string(),
    amount: z.number().int().optional(),
    inquiry: z.boolean().optional(),
    reason: z
      .enum([
        'credit_not_processed',
        'duplicate',
        'fraudulent',
        'general',
        'product_not_received',
        'product_unacceptable',
        'subscription_canceled',
        'unrecognized',
      ])
      .optional(),
  }),
  hiccup: z.strictObject({
    requests: z.number().int().positive(),
    status: z.literal([409, 429, 500, 503, 'silence', 'truncated', 'vanished_cursor', 'repeated_page', 'skipped_page']),
    retry_after: z.number().nonnegative().optional(),
    path: z.string().optional(),
  }),
  restrict_key: z.strictObject({
    key: z.string(),
    permissions: z.record(z.string(), z.enum(['none', 'read', 'write'])),
  }),
  revoke_key: z.strictObject({ key: z.string() }),
  fail_payout: z.strictObject({ payout: z.string() }),
  payout_schedule: z.strictObject({ interval: z.enum(['daily', 'manual']) }),
  decide_dispute: z.strictObject({ dispute: z.string(), outcome: z.enum(['won', 'lost']) }),
};

interface Controlled {
  readonly account: SandboxAccount;
  readonly keys: Keys;
  readonly hiccups: Hiccups;
}

/** The knobs no Stripe has, for a sandbox that runs on its own: `POST /_sandbox/<command>` with JSON. */
export function runControl({ account, keys, hiccups }: Controlled, command: string, body: unknown): object {
  switch (command) {
    case 'advance': {
      const { to } = parseParams(commands.advance, body);
      const date = typeof to === 'number' ? new Date(to * 1000) : new Date(to);
      if (date < account.now()) throw invalidRequest('The clock cannot go back.', 'to');
      const before = account.events().length;
      account.advanceTo(date);
      return { now: account.now().toISOString(), events: account.events().length - before };
    }
    case 'payment_outcome': {
      const { customer, outcome } = parseParams(commands.payment_outcome, body);
      account.setPaymentOutcome(customer, outcome);
      return { customer, outcome };
    }
    case 'exchange_rate': {
      const { currency, rate } = parseParams(commands.exchange_rate, body);
      account.setExchangeRate(currency, rate);
      return { currency, rate };
    }
    case 'authenticate': {
      const { intent, proved } = parseParams(commands.authenticate, body);
      return account.authenticate(intent, proved);
    }
    case 'fail_refund':
      return account.failRefund(parseParams(commands.fail_refund, body).refund);
    case 'dispute': {
      const { charge, ...request } = parseParams(commands.dispute, body);
      return account.disputeCharge(charge, request);
    }
    case 'decide_dispute': {
      const { dispute, outcome } = parseParams(commands.decide_dispute, body);
      return account.decideDispute(dispute, outcome);
    }
    case 'payout_schedule': {
      const { interval } = parseParams(commands.payout_schedule, body);
      account.setPayoutSchedule(interval);
      return { interval };
    }
    case 'fail_payout':
      return account.failPayout(parseParams(commands.fail_payout, body).payout);
    case 'hiccup': {
      const { retry_after: retryAfter, ...hiccup } = parseParams(commands.hiccup, body);
      hiccups.plan({ ...hiccup, retryAfter });
      return hiccup;
    }
    case 'restrict_key': {
      const { key, permissions } = parseParams(commands.restrict_key, body);
      keys.restrict(key, permissions);
      return { permissions };
    }
    case 'revoke_key':
      keys.revoke(parseParams(commands.revoke_key, body).key);
      return { revoked: true };
    default:
      throw invalidRequest(`Unknown sandbox command: ${command}`);
  }
}
