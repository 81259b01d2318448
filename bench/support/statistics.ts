/** The value below which this share of the sample lies. */
export function quantile(sample: readonly number[], share: number): number {
  const sorted = [...sample].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

export const median = (sample: readonly number[]): number => quantile(sample, 0.5);

/** Milliseconds that `work` takes, `times` over, after a warm-up. */
export async function timeEach(work: () => Promise<unknown>, times: number): Promise<number[]> {
  for (let warm = 0; warm < 2; warm += 1) await work();
  const sample: number[] = [];
  for (let round = 0; round < times; round += 1) {
    const start = performance.now();
    await work();
    sample.push(performance.now() - start);
  }
  return sample;
}
