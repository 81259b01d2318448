import type { Day } from '@/lib/calendar/days';
import { activePeriods } from '@/lib/ledger/derive-churn';
import type { MrrSpan } from '@/lib/ledger/mrr-spans';

/** How many begin (+) and end (−) on each day. */
type Changes = Map<Day, number>;

/** All leaves of MRR of one currency and amount. */
export interface Cell {
  livemode: boolean;
  currency: string;
  minor: bigint;
  changes: Changes;
}

/** What a fold leaves of a workspace's spans: enough for MRR and its payers, and no more than its amounts and days are many. */
export class SpanBook {
  private readonly byCell = new Map<string, Cell>();
  private readonly paying = { live: new Map<Day, number>(), test: new Map<Day, number>() };

  add(livemode: boolean, spans: readonly MrrSpan[]): void {
    for (const span of spans) {
      const { changes } = this.cell(span, livemode);
      count(changes, span.from, 1);
      if (span.to !== null) count(changes, span.to, -1);
    }
    const payers = this.payers(livemode);
    for (const { from, to } of activePeriods(spans)) {
      count(payers, from, 1);
      if (to !== null) count(payers, to, -1);
    }
  }

  private cell({ currency, minor }: MrrSpan, livemode: boolean): Cell {
    const key = `${livemode} ${currency} ${minor}`;
    const cell = this.byCell.get(key) ?? { livemode, currency, minor, changes: new Map() };
    this.byCell.set(key, cell);
    return cell;
  }

  cells = (): Iterable<Cell> => this.byCell.values();
  /** Paying customers. */
  payers = (livemode: boolean): Changes => (livemode ? this.paying.live : this.paying.test);
}

const count = (changes: Changes, day: Day, delta: number) => changes.set(day, (changes.get(day) ?? 0) + delta);

/** The sum of the changes up to and including each of these days, which are in order. */
export function heldOn(changes: ReadonlyMap<Day, number>, days: readonly Day[]): number[] {
  const sums = days.map(() => 0);
  for (const [day, delta] of changes) {
    const first = days.findIndex((held) => held >= day);
    if (first >= 0) sums[first] = (sums[first] ?? 0) + delta;
  }
  let held = 0;
  return sums.map((delta) => {
    held += delta;
    return held;
  });
}
