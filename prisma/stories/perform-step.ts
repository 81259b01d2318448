import { launchInsights, openShop, raisePrices, renameInsights } from './open-shop';
import { performBuyBundle, performCredit, performPayOut } from './perform-billing';
import { performCheckout } from './perform-checkout';
import {
  performCard,
  performCustomerCoupon,
  performErase,
  performGiveCard,
  performGrantBalance,
  performJoin,
  performReportUsage,
  performTellUserId,
} from './perform-customer';
import {
  performBuyOnce,
  performBuyWorkshop,
  performDecideDispute,
  performDispute,
  performGiveUpInvoice,
  performPayOpenInvoice,
  performRefund,
  performRefundBounces,
  performSettleHeld,
} from './perform-payment';
import {
  performCancelAtPeriodEnd,
  performCancelNow,
  performCancelOn,
  performChange,
  performChangeLater,
  performEndTrial,
  performExtendTrial,
  performHalt,
  performKeep,
  performPause,
  performSubscribe,
  performSubscribeSpecial,
} from './perform-subscription';
import type { StageSet } from './stage';
import type { Deed, Step } from './steps';

type Performers = { [K in Deed['kind']]: (stage: StageSet, life: string, deed: Deed & { kind: K }) => void };

const performers: Performers = {
  'open-shop': openShop,
  'launch-insights': launchInsights,
  'rename-insights': renameInsights,
  'raise-prices': raisePrices,
  join: (stage, life, { person, card }) => performJoin(stage, life, person, card),
  'tell-user-id': (stage, life, { userId }) => performTellUserId(stage, life, userId),
  card: (stage, life, { works }) => performCard(stage, life, works),
  subscribe: performSubscribe,
  'subscribe-special': performSubscribeSpecial,
  halt: (stage, life) => performHalt(stage, life, 'pause'),
  resume: (stage, life) => performHalt(stage, life, 'resume'),
  'give-card': performGiveCard,
  'extend-trial': performExtendTrial,
  'cancel-on': performCancelOn,
  'change-later': performChangeLater,
  'customer-coupon': performCustomerCoupon,
  'report-usage': performReportUsage,
  credit: performCredit,
  'grant-balance': performGrantBalance,
  'buy-bundle': performBuyBundle,
  'pay-out': performPayOut,
  'pause-collection': (stage, life, { behavior }) => performPause(stage, life, behavior),
  'resume-collection': (stage, life) => performPause(stage, life, null),
  change: performChange,
  'end-trial-now': performEndTrial,
  'cancel-at-period-end': performCancelAtPeriodEnd,
  keep: (stage, life, { slot }) => performKeep(stage, life, slot),
  'cancel-now': performCancelNow,
  'pay-open-invoice': (stage, life, { outOfBand }) => performPayOpenInvoice(stage, life, outOfBand),
  'give-up-invoice': (stage, life, { how }) => performGiveUpInvoice(stage, life, how),
  refund: performRefund,
  'refund-bounces': performRefundBounces,
  dispute: performDispute,
  'decide-dispute': performDecideDispute,
  'buy-workshop': performBuyWorkshop,
  'buy-once': performBuyOnce,
  checkout: performCheckout,
  capture: (stage, life) => performSettleHeld(stage, life, 'capture'),
  release: (stage, life) => performSettleHeld(stage, life, 'cancel'),
  erase: performErase,
};

/** Does one step at the account; an error names the step, so that a broken story can be found. */
export function performStep(stage: StageSet, step: Step): void {
  try {
    perform(stage, step.life, step.deed);
  } catch (cause) {
    const when = new Date(step.at * 1000).toISOString();
    throw new Error(`${when} ${step.life}: ${step.deed.kind} failed`, { cause });
  }
}

function perform<K extends Deed['kind']>(stage: StageSet, life: string, deed: Deed & { kind: K }): void {
  const performer: Performers[K] = performers[deed.kind];
  performer(stage, life, deed);
}
