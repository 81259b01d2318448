import { setImmediate } from 'node:timers/promises';

const LONGEST_MS = 8;

/** To be awaited in long loops: lets requests that the same process answers have their turn. */
export function breather(): () => Promise<void> {
  let last = performance.now();
  return async () => {
    if (performance.now() - last < LONGEST_MS) return;
    await setImmediate();
    last = performance.now();
  };
}
