export interface DueTask<Kind extends string> {
  readonly at: number;
  readonly kind: Kind;
  readonly id: string;
}

export interface ClockQueue<Kind extends string> {
  push(task: DueTask<Kind>): void;
  /** Takes the earliest task due at or before `until`; undefined when none is. */
  popDue(until: number): DueTask<Kind> | undefined;
}

interface Entry<Kind extends string> extends DueTask<Kind> {
  readonly rank: number;
  readonly order: number;
}

/** A binary heap ordered by time, then by the rank of the kind, then by arrival, so that every replay is the same. */
export function createClockQueue<Kind extends string>(kindsInOrder: readonly Kind[]): ClockQueue<Kind> {
  const ranks = new Map(kindsInOrder.map((kind, rank) => [kind, rank]));
  const heap: Entry<Kind>[] = [];
  let order = 0;

  return {
    push(task) {
      heap.push({ ...task, rank: ranks.get(task.kind) ?? ranks.size, order: order++ });
      siftUp(heap);
    },
    popDue(until) {
      const first = heap[0];
      if (!first || first.at > until) return undefined;
      const last = heap.pop();
      if (last && heap.length > 0) {
        heap[0] = last;
        siftDown(heap);
      }
      return first;
    },
  };
}

function isBefore<Kind extends string>(a: Entry<Kind>, b: Entry<Kind>): boolean {
  if (a.at !== b.at) return a.at < b.at;
  if (a.rank !== b.rank) return a.rank < b.rank;
  return a.order < b.order;
}

function siftUp<Kind extends string>(heap: Entry<Kind>[]): void {
  for (let at = heap.length - 1; at > 0; ) {
    const above = (at - 1) >> 1;
    if (!swapIfBefore(heap, at, above)) return;
    at = above;
  }
}

function siftDown<Kind extends string>(heap: Entry<Kind>[]): void {
  for (let at = 0; ; ) {
    const left = 2 * at + 1;
    const leftEntry = heap[left];
    if (!leftEntry) return;
    const rightEntry = heap[left + 1];
    const least = rightEntry && isBefore(rightEntry, leftEntry) ? left + 1 : left;
    if (!swapIfBefore(heap, least, at)) return;
    at = least;
  }
}

function swapIfBefore<Kind extends string>(heap: Entry<Kind>[], lower: number, upper: number): boolean {
  const below = heap[lower];
  const above = heap[upper];
  if (!below || !above || !isBefore(below, above)) return false;
  heap[upper] = below;
  heap[lower] = above;
  return true;
}
