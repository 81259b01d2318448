const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const WINDOW_DAYS = 14;
/** Less tells no rhythm. */
const FEWEST_HOURS = 12;
const FEWEST_DAYS = 3;
const TIMES_USUAL = 5;

export interface Quiet {
  /** When the last event happened. */
  since: Date;
  /** How long that is ago, and how long the pauses of the account usually get, in hours. */
  hours: number;
  usualHours: number;
}

/**
 * Whether an account is quiet compared with its own rhythm. `hours` are the beginnings of the hours in which events happened.
 *
 * The rhythm is that of the fourteen days before the last event. Of each of these days the longest pause that ended on it is
 * taken, at least an hour, and the median of them is the usual longest pause. The account is quiet when it has been silent for
 * more than five times that, and for longer than in any pause of the fourteen days, so that a weekend or a holiday that it
 * had before raises no alarm. With fewer than twelve such hours, or within three days, there is no rhythm and no alarm.
 */
export function findQuiet(hours: readonly Date[], last: Date, now: Date): Quiet | null {
  const times = hours
    .map((hour) => hour.getTime())
    .filter((hour) => hour <= last.getTime() && hour > last.getTime() - WINDOW_DAYS * DAY_MS)
    .sort((a, b) => a - b);
  const [first] = times;
  if (first === undefined || times.length < FEWEST_HOURS || last.getTime() - first < FEWEST_DAYS * DAY_MS) return null;
  const longest = new Map<number, number>();
  for (const [index, hour] of times.entries()) {
    const before = times[index - 1];
    if (before === undefined) continue;
    const day = Math.floor(hour / DAY_MS);
    longest.set(day, Math.max(longest.get(day) ?? 0, (hour - before) / HOUR_MS));
  }
  const pauses = [...longest.values()].sort((a, b) => a - b);
  const usualHours = Math.max(1, pauses[Math.floor((pauses.length - 1) / 2)] ?? 1);
  const silent = (now.getTime() - last.getTime()) / HOUR_MS;
  if (silent <= Math.max(TIMES_USUAL * usualHours, pauses.at(-1) ?? 0)) return null;
  return { since: last, hours: Math.floor(silent), usualHours };
}
