export interface Row {
  readonly id: string;
}

export interface PageQuery<T> {
  readonly limit: number;
  readonly startingAfter?: string | undefined;
  readonly endingBefore?: string | undefined;
  readonly within?: readonly [index: string, value: string] | undefined;
  readonly match?: ((row: T) => boolean) | undefined;
}

export interface Collection<T extends Row> {
  add(row: T): T;
  /** Stores the new value of an existing row; indexed fields must not change. */
  replace(row: T): T;
  remove(id: string): void;
  has(id: string): boolean;
  get(id: string): T | undefined;
  /** All rows whose indexed field has that value, oldest first. */
  where(index: string, value: string): T[];
  /** All rows, oldest first. */
  all(): T[];
  /** One page, newest first, and whether more follow in the direction of travel. */
  page(query: PageQuery<T>): { rows: T[]; hasMore: boolean };
  /** The same rows in a collection of its own: what happens to one does not happen to the other. */
  fork(): Collection<T>;
}

interface State<T> {
  readonly rows: (T | undefined)[];
  readonly positions: Map<string, number>;
  readonly indexed: ReadonlyMap<string, Map<string, number[]>>;
}

/** Rows in order of creation with a position for every id, so that a page costs what it shows and not what it skips. */
export function createCollection<T extends Row>(
  indexes: Readonly<Record<string, (row: T) => string | null | undefined>> = {},
  state: State<T> = {
    rows: [],
    positions: new Map(),
    indexed: new Map(Object.keys(indexes).map((name) => [name, new Map()])),
  },
): Collection<T> {
  const { rows, positions, indexed } = state;

  const at = (position: number | undefined) => (position === undefined ? undefined : rows[position]);
  const positionsOf = (index: string, value: string) => indexed.get(index)?.get(value) ?? [];
  const present = (list: readonly number[]) => list.flatMap((position) => rows[position] ?? []);

  return {
    add(row) {
      const position = rows.push(row) - 1;
      positions.set(row.id, position);
      for (const [name, fieldOf] of Object.entries(indexes)) {
        const value = fieldOf(row);
        if (value) appendTo(indexed.get(name), value, position);
      }
      return row;
    },
    replace(row) {
      const position = positions.get(row.id);
      if (position === undefined) throw new Error(`replace: no row ${row.id}`);
      rows[position] = row;
      return row;
    },
    remove(id) {
      const position = positions.get(id);
      if (position === undefined) return;
      rows[position] = undefined;
      positions.delete(id);
    },
    has: (id) => positions.has(id),
    get: (id) => at(positions.get(id)),
    where: (index, value) => present(positionsOf(index, value)),
    all: () => rows.flatMap((row) => row ?? []),
    fork: () => createCollection(indexes, copyOf(state)),
    page(query) {
      const list = query.within ? positionsOf(...query.within) : undefined;
      const size = list ? list.length : rows.length;
      const rowAt = (slot: number) => at(list ? list[slot] : slot);
      const slotOf = (id: string) => {
        const position = positions.get(id) ?? -1;
        return list ? lowerBound(list, position) : position;
      };
      const backwards = query.endingBefore !== undefined;
      const step = backwards ? 1 : -1;
      let slot = size - 1;
      if (query.endingBefore !== undefined) slot = slotOf(query.endingBefore) + 1;
      else if (query.startingAfter !== undefined) slot = slotOf(query.startingAfter) - 1;

      const found: T[] = [];
      for (; slot >= 0 && slot < size && found.length <= query.limit; slot += step) {
        const row = rowAt(slot);
        if (row && (!query.match || query.match(row))) found.push(row);
      }
      const hasMore = found.length > query.limit;
      const shown = found.slice(0, query.limit);
      return { rows: backwards ? shown.reverse() : shown, hasMore };
    },
  };
}

function copyOf<T>({ rows, positions, indexed }: State<T>): State<T> {
  const lists = (index: ReadonlyMap<string, readonly number[]>) =>
    new Map([...index].map(([value, list]): [string, number[]] => [value, [...list]]));
  return {
    rows: [...rows],
    positions: new Map(positions),
    indexed: new Map([...indexed].map(([name, index]) => [name, lists(index)])),
  };
}

function appendTo(index: Map<string, number[]> | undefined, value: string, position: number): void {
  const list = index?.get(value);
  if (list) list.push(position);
  else index?.set(value, [position]);
}

/** First slot of the ascending list that is not before the position. */
function lowerBound(list: readonly number[], position: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle] ?? 0) < position) low = middle + 1;
    else high = middle;
  }
  return low;
}
