import { resourceMissing } from '../core/errors';
import type { ListObject, ListQuery } from '../core/list';

/** A page of the parts of one object, in the order in which they stand on it. */
export function pageOf<T extends { readonly id: string }>(
  rows: readonly T[],
  query: ListQuery,
  { kind, url }: { readonly kind: string; readonly url: string },
): ListObject<T> {
  const limit = query.limit ?? 10;
  const at = (cursor: string, param: string) => {
    const index = rows.findIndex(({ id }) => id === cursor);
    if (index < 0) throw resourceMissing(kind, cursor, param);
    return index;
  };
  if (query.ending_before !== undefined) {
    const end = at(query.ending_before, 'ending_before');
    const start = Math.max(0, end - limit);
    return { object: 'list', url, has_more: start > 0, data: rows.slice(start, end) };
  }
  const start = query.starting_after === undefined ? 0 : at(query.starting_after, 'starting_after') + 1;
  return { object: 'list', url, has_more: start + limit < rows.length, data: rows.slice(start, start + limit) };
}
