import type { Person } from './make-person';
import type { StageSet } from './stage';
import { actorOf, known, post } from './stage';

/** The card of Stripe's test suite that always works until the story says otherwise. */
export const testCard = 'pm_card_visa';

export function performJoin(stage: StageSet, life: string, person: Person, card: boolean): void {
  const { name, email, userId, country, city } = person;
  actorOf(stage, life).customer = post(stage.account, '/v1/customers', {
    name,
    ...(email && { email }),
    address: { country, city },
    ...(userId && { metadata: { user_id: userId } }),
    ...(card && { payment_method: testCard, invoice_settings: { default_payment_method: testCard } }),
  });
}

export function performTellUserId(stage: StageSet, life: string, userId: string): void {
  stage.account.request('POST', `/v1/customers/${customerOf(stage, life)}`, { metadata: { user_id: userId } });
}

export function performCard(stage: StageSet, life: string, works: boolean): void {
  stage.account.setPaymentOutcome(customerOf(stage, life), works ? 'succeed' : 'decline');
}

export function performErase(stage: StageSet, life: string): void {
  stage.account.request('DELETE', `/v1/customers/${customerOf(stage, life)}`);
}

export function customerOf(stage: StageSet, life: string): string {
  return known(actorOf(stage, life).customer, `customer of ${life}`);
}
