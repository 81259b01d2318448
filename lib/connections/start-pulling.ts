import { pullBalanceTransactions } from './pull-balance-transactions';

/** Webhooks tell at once that money moved; the fee behind it may be a few minutes late. */
const EVERY_MS = 5 * 60_000;

/** Pulls now and then every five minutes; failures are kept on the connection and tried again. */
export function startPulling(): { stop: () => Promise<void> } {
  let running: Promise<unknown> = Promise.resolve();
  const pull = () => {
    running = running.then(pullBalanceTransactions).catch(() => {});
  };
  pull();
  const timer = setInterval(pull, EVERY_MS);
  return {
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}
