interface Reading {
  phase: string;
  objects: bigint;
  counted: bigint | null;
  busyMs: bigint;
  startedAt: Date | null;
  cursorCreated: Date | null;
}

interface Estimate {
  /** Objects read or counted in a second of work. */
  perSecond: number | null;
  secondsLeft: number | null;
}

const NOTHING: Estimate = { perSecond: null, secondsLeft: null };

/**
 * How fast a list is read and how long the rest will take. Stripe tells no totals, and gives the newest first: the part that
 * is read is that of the time since `first`, when the account began. Counting reads everything once more.
 */
export function timeLeft(reading: Reading, first: Date | null): Estimate {
  const { phase, startedAt, cursorCreated } = reading;
  const [objects, counted] = [Number(reading.objects), Number(reading.counted ?? 0)];
  const busy = Number(reading.busyMs) / 1000;
  const isCounted = ['counting', 'checking', 'done'].includes(phase);
  if (busy <= 0) return phase === 'done' ? { perSecond: null, secondsLeft: 0 } : NOTHING;
  const perSecond = (objects + (isCounted ? counted : 0)) / busy;
  if (phase === 'done') return { perSecond, secondsLeft: 0 };
  if (perSecond === 0) return NOTHING;
  if (isCounted) return { perSecond, secondsLeft: Math.max(0, objects - counted) / perSecond };
  if (!startedAt || !cursorCreated || !first || first >= startedAt || cursorCreated >= startedAt)
    return { perSecond, secondsLeft: null };
  const read = (startedAt.getTime() - cursorCreated.getTime()) / (startedAt.getTime() - first.getTime());
  const part = Math.min(1, read);
  return { perSecond, secondsLeft: (busy * (1 - part)) / part + busy / part };
}
