import { settleCommissions } from './settle-commissions';

/** How often to look whether commissions are due: one question while none is. */
const LOOK_EVERY_MS = 2000;

const holder = globalThis as typeof globalThis & { __headwaterSettling?: () => void };

/** Tells the loop of this process that commissions are due. Does nothing where none runs. */
export const wakeSettling = (): void => holder.__headwaterSettling?.();

/** Works out commissions as they become due, until told to stop. */
export function startSettling(report: (error: unknown) => void): { stop: () => Promise<void> } {
  let settling: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  const settle = () => {
    if (waiting > 1) return; // one at work and one that will see all that became due meanwhile
    waiting += 1;
    settling = settling
      .then(() => settleCommissions())
      .catch(report)
      .finally(() => {
        waiting -= 1;
      });
  };
  holder.__headwaterSettling = settle;
  settle();
  const timer = setInterval(settle, LOOK_EVERY_MS);
  return {
    stop: async () => {
      clearInterval(timer);
      delete holder.__headwaterSettling;
      await settling;
    },
  };
}
