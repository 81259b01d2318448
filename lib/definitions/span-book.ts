import type { Day } from '@/lib/calendar/days';
import { activePeriods } from '@/lib/ledger/derive-churn';
import type { MrrSpan, Series } from '@/lib/ledger/mrr-spans';
import type { PreviewedOwner } from './fold-workspace';

/** All leaves of one series, amount and set of dimensions: how many begin (+) and end (−) on each day. */
export interface Cell {
  livemode: boolean;
  series: Series;
  currency: string;
  minor: bigint;
  product: string;
  price: string;
  interval: string;
  country: string;
  changes: Map<Day, number>;
}

/** Paying customers of one country: how many begin (+) and end (−) on each day. */
export interface Payers {
  livemode: boolean;
  country: string;
  changes: Map<Day, number>;
}

/** What a fold leaves of a workspace's spans: enough for every level, and no more than its plans and days are many. */
export class SpanBook {
  private readonly byCell = new Map<string, Cell>();
  private readonly byCountry = new Map<string, Payers>();

  add({ profile: { livemode, country } }: PreviewedOwner, spans: readonly MrrSpan[], beside: readonly MrrSpan[]): void {
    for (const span of [...spans, ...beside]) {
      const { changes } = this.cell(span, livemode, country);
      count(changes, span.from, 1);
      if (span.to !== null) count(changes, span.to, -1);
    }
    const { changes } = this.country(livemode, country);
    for (const { from, to } of activePeriods(spans)) {
      count(changes, from, 1);
      if (to !== null) count(changes, to, -1);
    }
  }

  private country(livemode: boolean, country: string): Payers {
    const key = JSON.stringify([livemode, country]);
    const payers = this.byCountry.get(key) ?? { livemode, country, changes: new Map() };
    this.byCountry.set(key, payers);
    return payers;
  }

  private cell(span: MrrSpan, livemode: boolean, country: string): Cell {
    const { series, currency, minor, productId: product, priceId: price, interval } = span;
    const key = JSON.stringify([livemode, series, currency, minor.toString(), product, price, interval, country]);
    const cell = this.byCell.get(key) ?? {
      ...{ livemode, series, currency, minor, product, price, interval, country },
      changes: new Map(),
    };
    this.byCell.set(key, cell);
    return cell;
  }

  cells = (): Iterable<Cell> => this.byCell.values();
  payers = (): Iterable<Payers> => this.byCountry.values();
}

const count = (changes: Map<Day, number>, day: Day, delta: number) => changes.set(day, (changes.get(day) ?? 0) + delta);

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
