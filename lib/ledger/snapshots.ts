import type { Version } from './facts';

/**
 * An object as Stripe's API showed it, and not as an event described it: its instant says when it was read, by Stripe's clock,
 * and not when anything happened to it.
 */
export const isSnapshot = ({ eventType }: { eventType: string }): boolean => eventType.endsWith('.pulled');

/** Reading takes a moment, in which events happen; a state seen so close to its own event is that event's. */
const READING_MS = 60_000;

/**
 * Leaves out the snapshots of one object that tell nothing beyond its events: those that show what the last event before them
 * left, or what an event at that moment did. So a snapshot counts only while the events that it stands for are missing, and
 * whether it was read before, between or after them makes no difference in the end (definitions B14-8).
 */
export function withoutEchoes<V extends Version>(versions: readonly V[]): readonly V[] {
  if (!versions.some(isSnapshot)) return versions;
  const events = versions.filter((version) => !isSnapshot(version));
  if (events.length === 0) return versions;
  const seen = events.map((event) => ({ at: event.occurredAt.getTime(), body: JSON.stringify(event.body) }));
  return versions.filter((version) => {
    if (!isSnapshot(version)) return true;
    const at = version.occurredAt.getTime();
    const last = Math.max(...seen.filter((event) => event.at <= at).map((event) => event.at));
    const body = JSON.stringify(version.body);
    return !seen.some((event) => event.body === body && (event.at === last || Math.abs(event.at - at) <= READING_MS));
  });
}

/** When a version says that something happened; a snapshot only knows when its object was made. */
export function toldAt(version: Pick<Version, 'eventType' | 'occurredAt'> & { body: object }): Date {
  if (!isSnapshot(version)) return version.occurredAt;
  const created = 'created' in version.body ? version.body.created : null;
  return typeof created === 'number' && created > 0 ? new Date(created * 1000) : version.occurredAt;
}
