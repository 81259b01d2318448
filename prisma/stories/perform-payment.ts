import { z } from 'zod';
import { customerOf, testCard } from './perform-customer';
import type { StageSet } from './stage';
import { actorOf, known, newest, post, priceKey } from './stage';
import type { BuyOnce, Deed } from './steps';

/** Pays what is open, by card or by a bank transfer that Stripe never saw; nothing when a retry was faster. */
export function performPayOpenInvoice(stage: StageSet, life: string, outOfBand: boolean): void {
  const invoice = openInvoice(stage, life);
  if (!invoice) return;
  stage.account.request('POST', `/v1/invoices/${invoice}/pay`, outOfBand ? { paid_out_of_band: true } : {});
}

export function performGiveUpInvoice(stage: StageSet, life: string, how: 'void' | 'mark_uncollectible'): void {
  stage.account.request('POST', `/v1/invoices/${known(openInvoice(stage, life), `open invoice of ${life}`)}/${how}`);
}

function openInvoice(stage: StageSet, life: string): string | undefined {
  return newest(stage.account, '/v1/invoices', { customer: customerOf(stage, life), status: 'open' });
}

const charges = z.object({
  data: z.array(
    z.object({ id: z.string(), captured: z.boolean(), amount: z.number().int(), amount_refunded: z.number().int() }),
  ),
});

/** Gives back a share of what is left of the last payment; a bill of nothing has nothing to give back. */
export function performRefund(stage: StageSet, life: string, { percent, reason }: Deed & { kind: 'refund' }): void {
  const answer = stage.account.request('GET', '/v1/charges', { customer: customerOf(stage, life), limit: 5 });
  const charge = charges.parse(answer).data.find((one) => one.captured && one.amount > one.amount_refunded);
  if (!charge) return;
  const amount = Math.round(((charge.amount - charge.amount_refunded) * percent) / 100);
  actorOf(stage, life).refund = post(stage.account, '/v1/refunds', { charge: charge.id, amount, reason });
}

/** The bank of the buyer takes the last payment back. */
export function performDispute(stage: StageSet, life: string, { reason }: Deed & { kind: 'dispute' }): void {
  const answer = stage.account.request('GET', '/v1/charges', { customer: customerOf(stage, life), limit: 5 });
  const charge = charges.parse(answer).data.find((one) => one.captured && one.amount_refunded === 0);
  const { id } = known(charge, `charge of ${life}`);
  actorOf(stage, life).dispute = stage.account.disputeCharge(id, { reason }).id;
}

export function performDecideDispute(
  stage: StageSet,
  life: string,
  { outcome }: Deed & { kind: 'decide-dispute' },
): void {
  stage.account.decideDispute(known(actorOf(stage, life).dispute, `dispute of ${life}`), outcome);
}

export function performRefundBounces(stage: StageSet, life: string): void {
  stage.account.failRefund(known(actorOf(stage, life).refund, `refund of ${life}`));
}

/** An invoice of its own with one line, paid at once. */
export function performBuyWorkshop(stage: StageSet, life: string, deed: Deed & { kind: 'buy-workshop' }): void {
  const { account } = stage;
  const customer = customerOf(stage, life);
  const price = known(stage.prices.get(priceKey('workshop', 'once', deed.currency, 1)), 'price of the workshop');
  const invoice = post(account, '/v1/invoices', {
    customer,
    currency: deed.currency,
    auto_advance: false,
    ...(deed.tax && { default_tax_rates: [known(stage.taxRates[deed.tax], deed.tax)] }),
  });
  post(account, '/v1/invoiceitems', { customer, invoice, pricing: { price } });
  account.request('POST', `/v1/invoices/${invoice}/finalize`);
  account.request('POST', `/v1/invoices/${invoice}/pay`);
}

export function performBuyOnce(stage: StageSet, life: string, deed: BuyOnce): void {
  const { amount, currency, description, receiptEmail, outcome } = deed;
  const actor = actorOf(stage, life);
  const intent = post(stage.account, '/v1/payment_intents', {
    amount,
    currency,
    description,
    ...(actor.customer && { customer: actor.customer }),
    ...(receiptEmail && { receipt_email: receiptEmail }),
    ...(outcome === 'held' && { capture_method: 'manual' }),
    payment_method_types: ['card'],
  });
  actor.payment = intent;
  const card = outcome === 'declined' ? 'pm_card_chargeDeclined' : testCard;
  const confirm = () =>
    stage.account.request('POST', `/v1/payment_intents/${intent}/confirm`, { payment_method: card });
  if (outcome === 'declined') refused(confirm);
  else confirm();
}

export function performSettleHeld(stage: StageSet, life: string, how: 'capture' | 'cancel'): void {
  stage.account.request('POST', `/v1/payment_intents/${known(actorOf(stage, life).payment, 'held payment')}/${how}`);
}

/** Runs what the bank must refuse. */
function refused(attempt: () => unknown): void {
  try {
    attempt();
  } catch {
    return;
  }
  throw new Error('a payment went through that the story meant to be refused');
}
