import { setTimeout as sleep } from 'node:timers/promises';

/** So many events on average that share a statement come in faster than they can be stored one by one. */
const CROWDED = 4;
const QUIET_AFTER_MS = 100;
const LONGEST_WAIT_MS = 2000;

let average = 0;
let last = 0;

/** Notes that so many events were stored in one statement. */
export function noteStatement(events: number): void {
  average += (events - average) / 8;
  last = performance.now();
}

/** Whether deliveries come in as fast as this machine can take them. */
export const isStoringUnderPressure = (): boolean => average >= CROWDED && performance.now() - last < QUIET_AFTER_MS;

/** Resolves when storing needs the machine less, after two seconds at the latest: nothing may wait for ever. */
export async function giveWayToStoring(): Promise<void> {
  const until = performance.now() + LONGEST_WAIT_MS;
  while (isStoringUnderPressure() && performance.now() < until) await sleep(20);
}
