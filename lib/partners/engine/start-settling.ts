import { type WorkLoop, workInLoop } from '@/lib/work-in-loop';
import { settleCommissions } from './settle-commissions';

/** How often to look whether commissions are due: one question while none is. */
const LOOK_EVERY_MS = 2000;
const LONGEST_PAUSE_MS = 60_000;

const holder = globalThis as typeof globalThis & { __headwaterSettling?: () => void };

/** Tells the loop of this process that commissions are due. Does nothing where none runs. */
export const wakeSettling = (): void => holder.__headwaterSettling?.();

/** Works out commissions as they become due, until told to stop; less and less often while that fails. */
export function startSettling(report: (error: unknown) => void): Pick<WorkLoop, 'stop'> {
  const loop = workInLoop(settleCommissions, { everyMs: LOOK_EVERY_MS, longestPauseMs: LONGEST_PAUSE_MS, report });
  holder.__headwaterSettling = loop.wake;
  return {
    stop: () => {
      delete holder.__headwaterSettling;
      return loop.stop();
    },
  };
}
