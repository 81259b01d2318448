/** Net revenue of a cohort by the day since each one's first purchase; days on which nothing happened are left out. */
export type Curve = ReadonlyMap<number, bigint>;

export interface Payback {
  /** The first day since the purchase by which as much came back as was spent; null where it never did. */
  day: number | null;
  /** What has come back so far. */
  recovered: bigint;
  /** It was reached, and later refunds took it below again: the first day on which. */
  fellBackOn: number | null;
}

/** Sums up to and including each day on which something happened, in order. */
export function cumulative(curve: Curve): { day: number; sum: bigint }[] {
  let sum = 0n;
  return [...curve]
    .sort(([a], [b]) => a - b)
    .map(([day, amount]) => {
      sum += amount;
      return { day, sum };
    });
}

/** What came in up to and including a day. */
export function revenueBy(curve: Curve, day: number): bigint {
  let sum = 0n;
  for (const [on, amount] of curve) if (on <= day) sum += amount;
  return sum;
}

/** When spend was paid back (definitions B12). Without spend there is nothing to pay back. */
export function paybackOf(curve: Curve, spend: bigint): Payback {
  const steps = cumulative(curve);
  const recovered = steps.at(-1)?.sum ?? 0n;
  const reached = spend > 0n ? steps.findIndex(({ sum }) => sum >= spend) : -1;
  const day = steps[reached]?.day ?? null;
  const below = day !== null && recovered < spend ? steps.slice(reached).find(({ sum }) => sum < spend) : undefined;
  return { day, recovered, fellBackOn: below?.day ?? null };
}
