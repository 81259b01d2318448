import { settleCommissions } from './settle-commissions';

/** How often to look whether commissions are due: one question while none is. */
const LOOK_EVERY_MS = 2000;
const LONGEST_PAUSE_MS = 60_000;

const holder = globalThis as typeof globalThis & { __headwaterSettling?: () => void };

/** Tells the loop of this process that commissions are due. Does nothing where none runs. */
export const wakeSettling = (): void => holder.__headwaterSettling?.();

/** Works out commissions as they become due, until told to stop; less and less often while that fails. */
export function startSettling(report: (error: unknown) => void): { stop: () => Promise<void> } {
  let stopped = false;
  let woken = false;
  let wake = () => {};
  holder.__headwaterSettling = () => {
    woken = true;
    wake();
  };
  const rest = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
      if (woken || stopped) wake();
    });
  const loop = async () => {
    let pause = LOOK_EVERY_MS;
    while (!stopped) {
      woken = false;
      try {
        await settleCommissions();
        pause = LOOK_EVERY_MS;
      } catch (error) {
        report(error);
        pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
      }
      await rest(pause);
    }
  };
  const running = loop();
  return {
    stop: async () => {
      stopped = true;
      delete holder.__headwaterSettling;
      wake();
      await running;
    },
  };
}
