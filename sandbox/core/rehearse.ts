import type { Sandbox } from './sandbox';
import { forkStore } from './store';

/** A double of the account on which things can be tried out at any time: nobody hears of it, and nothing stays. */
export function rehearse(sandbox: Sandbox): Sandbox & { moveTo(time: number): void } {
  let now = sandbox.time();
  return {
    ...sandbox,
    store: forkStore(sandbox.store),
    ids: sandbox.ids.fork(),
    time: () => now,
    schedule: () => undefined,
    emit: () => undefined,
    moveTo(time) {
      now = time;
    },
  };
}
