import { startBackfills } from '../backfill/start-backfills';
import { probeStaleKeys } from '../permissions/probe-stale-keys';
import { pullBalanceTransactions } from './pull-balance-transactions';
import { pullPayouts } from './pull-payouts';
import { pullTerms } from './pull-terms';

/** Webhooks tell at once that money moved; the fee behind it may be a few minutes late. */
const FEES_EVERY_MS = 5 * 60_000;
/** Most of the time nothing is missing, and then Stripe is not asked. */
const TERMS_EVERY_MS = 30_000;
/** Most keys were tried less than a day ago, and then Stripe is not asked. */
const KEYS_EVERY_MS = 60_000;

/** Pulls now and then again and again, and reads histories; failures are kept on the connection and tried again. */
export function startPulling(report: (error: unknown) => void = () => {}): { stop: () => Promise<void> } {
  let running: Promise<unknown> = Promise.resolve();
  const inTurn = (pull: () => Promise<unknown>) => () => {
    running = running.then(pull).catch(() => {});
  };
  const fees = inTurn(async () => {
    await pullBalanceTransactions();
    await pullPayouts(new Date()); // which the transactions tell of
  });
  const terms = inTurn(() => pullTerms(new Date()));
  const keys = inTurn(() => probeStaleKeys(new Date()));
  keys();
  fees();
  terms();
  const timers = [
    setInterval(fees, FEES_EVERY_MS),
    setInterval(terms, TERMS_EVERY_MS),
    setInterval(keys, KEYS_EVERY_MS),
  ];
  const backfills = startBackfills(report);
  return {
    stop: async () => {
      for (const timer of timers) clearInterval(timer);
      await Promise.all([running, backfills.stop()]);
    },
  };
}
