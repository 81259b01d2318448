import { z } from 'zod';
import type { Collection, Row } from './collection';
import { resourceMissing } from './errors';
import { integer, isWithin, type TimeRange, text, timeRange } from './params';

export interface ListObject<T> {
  readonly object: 'list';
  readonly url: string;
  readonly has_more: boolean;
  readonly data: readonly T[];
}

/** The parameters every list takes. */
export const paging = {
  limit: integer.pipe(z.number().min(1).max(100)).optional(),
  starting_after: text.optional(),
  ending_before: text.optional(),
};

/** The same for lists that filter by creation. */
export const createdPaging = { ...paging, created: timeRange.optional() };

export interface ListQuery {
  readonly limit?: number | undefined;
  readonly starting_after?: string | undefined;
  readonly ending_before?: string | undefined;
  readonly created?: TimeRange | undefined;
}

export interface ListOptions<T> {
  readonly url: string;
  /** Stripe's word for the object, in the refusal of an unknown cursor. */
  readonly kind: string;
  readonly createdOf: (row: T) => number;
  /** A filter the collection has an index for; undefined values are skipped. */
  readonly within?: readonly [index: string, value: string | undefined];
  readonly match?: (row: T) => boolean;
}

export function listPage<T extends Row>(
  collection: Collection<T>,
  query: ListQuery,
  options: ListOptions<T>,
): ListObject<T> {
  checkCursor(collection, query.starting_after, options.kind, 'starting_after');
  checkCursor(collection, query.ending_before, options.kind, 'ending_before');
  const [index, value] = options.within ?? ['', undefined];
  const { rows, hasMore } = collection.page({
    limit: query.limit ?? 10,
    startingAfter: query.starting_after,
    endingBefore: query.ending_before,
    within: value === undefined ? undefined : [index, value],
    match: (row) => isWithin(options.createdOf(row), query.created) && (!options.match || options.match(row)),
  });
  return { object: 'list', url: options.url, has_more: hasMore, data: rows };
}

function checkCursor<T extends Row>(
  collection: Collection<T>,
  cursor: string | undefined,
  kind: string,
  param: string,
): void {
  if (cursor !== undefined && !collection.has(cursor)) throw resourceMissing(kind, cursor, param);
}
