import type { Person } from './make-person';
import type { StageSet } from './stage';
import { actorOf, known, post } from './stage';
import type { Deed } from './steps';
import { clickOf } from './write-marketing';

/** The card of Stripe's test suite that always works until the story says otherwise. */
export const testCard = 'pm_card_visa';

export function performJoin(stage: StageSet, life: string, person: Person, card: boolean): void {
  const { name, email, userId, segment, signupSource, country, city } = person;
  const click = clickOf(life);
  const metadata = {
    ...(userId && { user_id: userId }),
    ...(segment && { segment }),
    ...(signupSource && { signup_source: signupSource }),
    ...(click && { dubClickId: click, ...(userId && { dubCustomerExternalId: userId }) }),
  };
  actorOf(stage, life).customer = post(stage.account, '/v1/customers', {
    name,
    ...(email && { email }),
    address: { country, city },
    ...(Object.keys(metadata).length > 0 && { metadata }),
    ...(card && { payment_method: testCard, invoice_settings: { default_payment_method: testCard } }),
  });
}

export function performTellUserId(stage: StageSet, life: string, userId: string): void {
  stage.account.request('POST', `/v1/customers/${customerOf(stage, life)}`, { metadata: { user_id: userId } });
}

export function performCard(stage: StageSet, life: string, works: boolean): void {
  stage.account.setPaymentOutcome(customerOf(stage, life), works ? 'succeed' : 'decline');
}

/** A card where there was none: it pays from now on. */
export function performGiveCard(stage: StageSet, life: string): void {
  stage.account.request('POST', `/v1/customers/${customerOf(stage, life)}`, {
    invoice_settings: { default_payment_method: testCard },
  });
}

export function performCustomerCoupon(
  stage: StageSet,
  life: string,
  { coupon }: Deed & { kind: 'customer-coupon' },
): void {
  stage.account.request('POST', `/v1/customers/${customerOf(stage, life)}`, {
    coupon: known(stage.coupons[coupon], coupon),
  });
}

/** Goodwill that the next bills are paid from. */
export function performGrantBalance(stage: StageSet, life: string, { amount }: Deed & { kind: 'grant-balance' }): void {
  stage.account.request('POST', `/v1/customers/${customerOf(stage, life)}/balance_transactions`, {
    amount: -amount,
    currency: 'usd',
    description: 'With our apologies for the outage',
  });
}

export function performReportUsage(stage: StageSet, life: string, { units }: Deed & { kind: 'report-usage' }): void {
  stage.account.request('POST', '/v1/billing/meter_events', {
    event_name: 'weather_alert',
    payload: { customer: customerOf(stage, life), units: String(units) },
  });
}

export function performErase(stage: StageSet, life: string): void {
  stage.account.request('DELETE', `/v1/customers/${customerOf(stage, life)}`);
}

export function customerOf(stage: StageSet, life: string): string {
  return known(actorOf(stage, life).customer, `customer of ${life}`);
}
