const holder = globalThis as typeof globalThis & { __headwaterBackfills?: () => void };

/** Tells the loop of this process that there may be something to read. Does nothing where none runs. */
export const wakeBackfills = (): void => holder.__headwaterBackfills?.();

/** Sets who is told; null when it stops. Shared by all bundles of the process. */
export function onBackfillsWoken(listener: (() => void) | null): void {
  holder.__headwaterBackfills = listener ?? undefined;
}
