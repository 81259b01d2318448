import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

/** Every trigger of the official CLI whose event `requirements.md` names, and the event where it has another name. */
export const TRIGGERS: readonly (string | readonly [trigger: string, event: string])[] = [
  'account.application.deauthorized',
  'balance.available',
  'charge.captured',
  'charge.dispute.closed',
  'charge.dispute.created',
  'charge.dispute.updated',
  'charge.failed',
  'charge.refund.updated',
  'charge.refunded',
  'charge.succeeded',
  'checkout.session.async_payment_failed',
  'checkout.session.async_payment_succeeded',
  'checkout.session.completed',
  'checkout.session.expired',
  'coupon.created',
  'coupon.deleted',
  'coupon.updated',
  'credit_note.created',
  'credit_note.updated',
  'credit_note.voided',
  'customer.created',
  'customer.deleted',
  'customer.discount.created',
  'customer.discount.deleted',
  'customer.discount.updated',
  'customer.subscription.created',
  'customer.subscription.deleted',
  'customer.subscription.paused',
  'customer.subscription.trial_will_end',
  'customer.subscription.updated',
  'customer.updated',
  'invoice.created',
  'invoice.deleted',
  'invoice.finalized',
  'invoice.marked_uncollectible',
  'invoice.paid',
  'invoice.payment_action_required',
  'invoice.payment_failed',
  'invoice.payment_succeeded',
  'invoice.sent',
  'invoice.updated',
  'invoice.voided',
  // The question that comes before the authorization is put to the account's own server, which it has none of here.
  ['issuing_authorization.request', 'issuing_authorization.created'],
  'issuing_transaction.created',
  'payment_intent.amount_capturable_updated',
  'payment_intent.canceled',
  'payment_intent.payment_failed',
  'payment_intent.succeeded',
  'plan.created',
  'plan.deleted',
  'plan.updated',
  'price.created',
  'price.updated',
  'product.created',
  'product.deleted',
  'product.updated',
  'promotion_code.created',
  'promotion_code.updated',
  'subscription_schedule.aborted',
  'subscription_schedule.canceled',
  'subscription_schedule.completed',
  'subscription_schedule.created',
  'subscription_schedule.expiring',
  'subscription_schedule.released',
  'subscription_schedule.updated',
];

const run = promisify(execFile);

interface Target {
  cli: string;
  /** Where the sandbox listens, and its key. */
  url: string;
  apiKey: string;
  /** A folder for what the CLI keeps. */
  home: string;
}

/** Has the official CLI bring about what an event tells of; returns what it said. */
export async function triggerEvent(trigger: string, { cli, url, apiKey, home }: Target): Promise<string> {
  const target = ['--api-base', url, '--api-key', apiKey];
  const env = { ...process.env, HOME: home, XDG_CONFIG_HOME: home };
  // What fails is told by what it says, not by its exit status.
  const { stdout, stderr } = await run(cli, ['trigger', trigger, ...target], { env, timeout: 60_000 }).catch(
    (error: { stdout: string; stderr: string }) => error,
  );
  return stdout + stderr;
}

/** A folder that nothing is in yet. */
export const makeCliHome = (): string => mkdtempSync(join(tmpdir(), 'stripe-cli-'));

/** The binary itself: npm's wrapper around it would only start it. */
export function findCli(): string | undefined {
  const require = createRequire(import.meta.url);
  try {
    const wrapper = createRequire(require.resolve('@stripe/cli/package.json'));
    const folder = dirname(wrapper.resolve(`@stripe/cli-${process.platform}-${process.arch}/package.json`));
    const binary = join(folder, 'bin', process.platform === 'win32' ? 'stripe.exe' : 'stripe');
    return existsSync(binary) ? binary : undefined;
  } catch {
    return undefined;
  }
}
