import { addMonths, type Day } from '@/lib/calendar/days';
import { endOf, type Scope, startsOf } from './scope';

/** Rows of one grain whose days lie in [from, to), counted in or out. */
export interface Piece {
  grain: 'year' | 'month' | 'day';
  from: Day;
  to: Day;
  sign: 1 | -1;
}

const BEGINNING: Day = '0001-01-01';

export const isMonthStart = (day: Day) => day.endsWith('-01');
const monthOf = (day: Day): Day => `${day.slice(0, 8)}01`;
const yearOf = (day: Day): Day => `${day.slice(0, 5)}01-01`;
const nextMonth = (day: Day): Day => addMonths(monthOf(day), 1);
const nextYear = (day: Day): Day => `${String(Number(day.slice(0, 4)) + 1).padStart(4, '0')}-01-01`;
const isYearStart = (day: Day) => day.endsWith('-01-01');

/** The buckets' days up to now, in as few rows as the rollups allow. `before`: also everything before the range. */
export function piecesOf(scope: Scope, before: boolean): Piece[] {
  const end = endOf(scope);
  const edges = [...(before ? [BEGINNING] : []), ...startsOf(scope).filter((start) => start < end), end];
  return piecesBetween(edges, end > scope.today);
}

/**
 * Splits the days between the edges, none of which falls inside a piece, into years, months and days. `running`: little is
 * known of the days after the last edge, so that its month is read whole, less these.
 */
export function piecesBetween(edges: readonly Day[], running: boolean): Piece[] {
  const pieces: Piece[] = [];
  for (const [index, to] of edges.entries()) {
    const from = edges[index - 1];
    if (from === undefined || from >= to) continue;
    if (running && index === edges.length - 1 && !isMonthStart(to) && from <= monthOf(to)) {
      stretch(pieces, from, nextMonth(to));
      push(pieces, 'day', to, nextMonth(to), -1);
    } else stretch(pieces, from, to);
  }
  return pieces;
}

function stretch(pieces: Piece[], from: Day, to: Day): void {
  const [months, last] = [isMonthStart(from) ? from : nextMonth(from), monthOf(to)];
  if (months >= last) {
    push(pieces, 'day', from, to);
    return;
  }
  const [years, lastYear] = [isYearStart(months) ? months : nextYear(months), yearOf(last)];
  push(pieces, 'day', from, months);
  if (years < lastYear) {
    push(pieces, 'month', months, years);
    push(pieces, 'year', years, lastYear);
    push(pieces, 'month', lastYear, last);
  } else push(pieces, 'month', months, last);
  push(pieces, 'day', last, to);
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
}

/** The rows of a rollup that make up these pieces, as a table expression with `day` the first of each. Pushes its values. */
export function piecesSql(
  pieces: readonly Piece[],
  { daily, periods, keys, sums, where }: Source,
  values: unknown[],
): string {
  const parts = pieces.map(({ grain, from, to, sign }) => {
    values.push(from, to);
    const table = grain === 'day' ? daily : periods;
    const ofGrain = grain === 'day' ? '' : ` and period = '${grain}'`;
    const signed = sums.map((sum) => (sign === 1 ? sum : `-${sum} as ${sum}`));
    return `select day, ${keys}, ${signed.join(', ')} from ${table}
      where ${where}${ofGrain} and day >= $${values.length - 1}::date and day < $${values.length}::date`;
  });
  return `(${parts.join(' union all ') || `select day, ${keys}, ${sums.join(', ')} from ${daily} where false`})`;
}

/** One piece of days, for what cannot be read in months. */
export const daysOf = (scope: Scope): Piece[] => [
  { grain: 'day', from: startsOf(scope)[0] ?? scope.today, to: endOf(scope), sign: 1 },
];
