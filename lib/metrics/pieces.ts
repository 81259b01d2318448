import { bucketStart, type Day, nextBucket } from '@/lib/calendar/days';
import { endOf, type Scope, startsOf } from './scope';

type Grain = 'year' | 'quarter' | 'month' | 'day';

/** Levels are summed from the beginning, so they are kept by longer periods too; flows by month and day. */
const GRAINS = { level: ['year', 'quarter', 'month', 'day'], flow: ['month', 'day'] } as const;

/** Rows of one grain whose days lie in [from, to), counted in or out. */
export interface Piece {
  grain: Grain;
  from: Day;
  to: Day;
  sign: 1 | -1;
}

const BEGINNING: Day = '0001-01-01';

export const isMonthStart = (day: Day) => day.endsWith('-01');
const floor = (day: Day, grain: Grain): Day => bucketStart(day, grain, 'monday');
const ceiling = (day: Day, grain: Grain): Day =>
  floor(day, grain) === day ? day : nextBucket(floor(day, grain), grain);

/** The buckets' days up to now, in as few rows as the rollups allow. `before`: also everything before the range. */
export function piecesOf(scope: Scope, before: boolean): Piece[] {
  const end = endOf(scope);
  const edges = [...(before ? [BEGINNING] : []), ...startsOf(scope).filter((start) => start < end), end];
  return piecesBetween(edges, { running: end > scope.today, grains: GRAINS[before ? 'level' : 'flow'] });
}

/**
 * Splits the days between the edges into pieces of these grains, none of which has an edge inside it. `running`: little is
 * known of the days after the last edge, so that its month is read whole, less these.
 */
export function piecesBetween(
  edges: readonly Day[],
  { running, grains = GRAINS.level }: { running: boolean; grains?: readonly Grain[] },
): Piece[] {
  const pieces: Piece[] = [];
  for (const [index, to] of edges.entries()) {
    const from = edges[index - 1];
    if (from === undefined || from >= to) continue;
    if (running && index === edges.length - 1 && !isMonthStart(to) && from <= floor(to, 'month')) {
      stretch(pieces, from, ceiling(to, 'month'), grains);
      push(pieces, 'day', to, ceiling(to, 'month'), -1);
    } else stretch(pieces, from, to, grains);
  }
  return pieces;
}

/** The longest grain that fits in the middle, shorter ones at both ends. */
function stretch(pieces: Piece[], from: Day, to: Day, [grain = 'day', ...shorter]: readonly Grain[]): void {
  if (from >= to) return;
  const [first, last] = [ceiling(from, grain), floor(to, grain)];
  if (first >= last) stretch(pieces, from, to, shorter);
  else {
    stretch(pieces, from, first, shorter);
    push(pieces, grain, first, last);
    stretch(pieces, last, to, shorter);
  }
}

function push(pieces: Piece[], grain: Piece['grain'], from: Day, to: Day, sign: Piece['sign'] = 1): void {
  if (from >= to) return;
  const last = pieces.findLast((piece) => piece.grain === grain);
  if (last?.to === from && last.sign === sign) last.to = to;
  else pieces.push({ grain, from, to, sign });
}

interface Source {
  /** Tables by day and by longer periods, with the same columns. */
  daily: string;
  periods: string;
  /** What rows are told apart by, and what of them is added up. */
  keys: string;
  sums: readonly string[];
  where: string;
  /** What is selected of each day beside its keys, when not the sums as they are: aggregates, one row a day and key. */
  aggregates?: (signed: (sum: string) => string) => string;
}

/** The rows of a rollup that make up these pieces, as a table expression with `day` the first of each. Pushes its values. */
export function piecesSql(
  pieces: readonly Piece[],
  { daily, periods, keys, sums, where, aggregates }: Source,
  values: unknown[],
): string {
  const select = (table: string, condition: string, sign: Piece['sign']) => {
    const signed = (sum: string) => (sign === 1 ? sum : `-${sum}`);
    return aggregates
      ? `select day, ${keys}, ${aggregates(signed)} from ${table} where ${condition} group by day, ${keys}`
      : `select day, ${keys}, ${sums.map((sum) => `${signed(sum)} as ${sum}`).join(', ')} from ${table} where ${condition}`;
  };
  const parts = pieces.map(({ grain, from, to, sign }) => {
    values.push(from, to);
    const ofGrain = grain === 'day' ? '' : ` and period = '${grain}'`;
    const days = `day >= $${values.length - 1}::date and day < $${values.length}::date`;
    return select(grain === 'day' ? daily : periods, `${where}${ofGrain} and ${days}`, sign);
  });
  return `(${parts.join(' union all ') || select(daily, 'false', 1)})`;
}

/** One piece of days, for what cannot be read in months. */
export const daysOf = (scope: Scope): Piece[] => [
  { grain: 'day', from: startsOf(scope)[0] ?? scope.today, to: endOf(scope), sign: 1 },
];
