const holder = globalThis as typeof globalThis & { __headwaterWake?: () => void };

/** Tells the running projector that something was stored. Does nothing where none runs in this process. */
export const wakeProjector = (): void => holder.__headwaterWake?.();

/** Sets who is told; null when it stops. Shared by all bundles of the process. */
export function onWake(listener: (() => void) | null): void {
  holder.__headwaterWake = listener ?? undefined;
}

/** Whether a projector runs in this process. */
export const hasProjector = (): boolean => holder.__headwaterWake !== undefined;
