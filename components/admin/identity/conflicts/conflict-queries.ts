import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { actionPage, personHistory } from '@/lib/identity/actions/action-shapes';
import { conflictPage } from '@/lib/identity/conflicts/conflict-shapes';
import { sendJson } from '../../send-json';

export type Mode = 'live' | 'test';

/** All that depends on who is whom by hand. */
export const IDENTITY_KEY = ['identity-by-hand'];

interface Filter {
  mode: Mode;
  search: string;
}

// All are posted, so that no address of a person stands in a URL.

/** What is in conflict and not settled, in pages. */
export const conflictsQuery = (kind: 'rivals' | 'duplicates' | 'shared', filter: Filter) =>
  infiniteQueryOptions({
    queryKey: [...IDENTITY_KEY, 'conflicts', kind, filter],
    initialPageParam: '',
    queryFn: async ({ pageParam }) =>
      conflictPage.parse(
        await sendJson('POST', '/api/internal/people/conflicts', {
          ...{ kind, ...filter },
          ...(pageParam && { cursor: pageParam }),
        }),
      ),
    getNextPageParam: (page) => page.nextCursor,
  });

/** What was done by hand, the newest first, in pages. */
export const actionsQuery = (filter: Filter) =>
  infiniteQueryOptions({
    queryKey: [...IDENTITY_KEY, 'actions', filter],
    initialPageParam: '',
    queryFn: async ({ pageParam }) =>
      actionPage.parse(
        await sendJson('POST', '/api/internal/people/actions', { ...filter, ...(pageParam && { cursor: pageParam }) }),
      ),
    getNextPageParam: (page) => page.nextCursor,
  });

export const historyQuery = (personId: string, mode: Mode) =>
  queryOptions({
    queryKey: [...IDENTITY_KEY, 'history', personId, mode],
    queryFn: async () =>
      personHistory.parse(await sendJson('POST', '/api/internal/people/history', { personId, mode })),
  });

const done = z.object({ actionId: z.string().nullable(), changed: z.boolean(), moved: z.number() });
export type Done = z.output<typeof done>;

export type Act = 'link' | 'unlink' | 'merge' | 'undo' | 'settle' | 'dismiss';

/** Does something to identities by hand. */
export const act = async (what: Act, body: object): Promise<Done> =>
  done.parse(await sendJson('POST', `/api/internal/people/${what}`, body));
