import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import { getJson } from '@/components/reports/get-json';
import type { MappingVersion } from '@/lib/identity/load-versions';
import { type PreviewState, previewMoves, previewState } from '@/lib/identity/preview/types';
import { identityRules, identitySettings, type Mapping } from '@/lib/identity/types';
import { sendJson } from '../send-json';

const mappingVersion = z.object({
  version: z.number(),
  rules: identityRules,
  settings: identitySettings,
  author: z.string().nullable(),
  reason: z.string().nullable(),
  restores: z.number().nullable(),
  createdAt: z.string(),
  appliedAt: z.string().nullable(),
  done: z.number(),
  total: z.number(),
  moved: z.number(),
  problem: z.string().nullable(),
  inForce: z.boolean(),
}) satisfies z.ZodType<MappingVersion>;
const versions = z.object({ versions: z.array(mappingVersion) });

const addressOf = (connectionId: string) => `/api/internal/identity/${encodeURIComponent(connectionId)}`;
const LOOK_AGAIN_MS = 700;

/** One that waits for its customers to be resolved. */
export const isPending = ({ appliedAt, problem }: MappingVersion): boolean => appliedAt === null && problem === null;

export const versionsKey = (connectionId: string) => ['identity', 'versions', connectionId];

/** The versions of the rules, newest first; watched while one is being applied. */
export const versionsQuery = (connectionId: string, loaded: MappingVersion[]) =>
  queryOptions({
    queryKey: versionsKey(connectionId),
    queryFn: async ({ signal }) => (await getJson(`${addressOf(connectionId)}/versions`, versions, signal)).versions,
    initialData: loaded,
    refetchInterval: ({ state }) => (state.data?.some(isPending) ? LOOK_AGAIN_MS : false),
  });

const started = z.object({ id: z.string() });

/** Begins to try rules; returns where to read how far that is. */
export const startPreview = async (connectionId: string, mapping: Mapping): Promise<string> =>
  started.parse(await sendJson('POST', `${addressOf(connectionId)}/preview`, mapping)).id;

/** A preview, until it is there or has failed. */
export const previewQuery = (connectionId: string, id: string) =>
  queryOptions({
    queryKey: ['identity', 'preview', connectionId, id],
    queryFn: ({ signal }): Promise<PreviewState> =>
      getJson(`${addressOf(connectionId)}/preview/${id}`, previewState, signal),
    refetchInterval: ({ state: { status, data } }) =>
      status !== 'error' && data?.state !== 'done' && data?.state !== 'failed' ? LOOK_AGAIN_MS : false,
    staleTime: Number.POSITIVE_INFINITY,
  });

/** Who would move from whom to whom. */
export const movesQuery = (connectionId: string, id: string, search: string) =>
  infiniteQueryOptions({
    queryKey: ['identity', 'preview', connectionId, id, 'moves', search],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) => {
      const asked = new URLSearchParams({ ...(search && { search }), ...(pageParam && { cursor: pageParam }) });
      return getJson(`${addressOf(connectionId)}/preview/${id}/moves?${asked}`, previewMoves, signal);
    },
    getNextPageParam: ({ nextCursor }) => nextCursor,
    staleTime: Number.POSITIVE_INFINITY,
  });

const saved = z.object({ version: z.number() });

/** Saves rules; returns their version, which comes into force once everybody is resolved by them. */
export const saveRules = async (connectionId: string, change: Mapping & { reason?: string }): Promise<number> =>
  saved.parse(await sendJson('PUT', addressOf(connectionId), change)).version;

/** Saves the rules of an earlier version as the next one. */
export const bringBack = async (connectionId: string, version: number): Promise<number> =>
  saved.parse(await sendJson('POST', `${addressOf(connectionId)}/restore`, { version })).version;

export const settleFailed = (connectionId: string, version: number, how: 'retry' | 'discard'): Promise<unknown> =>
  sendJson('POST', `${addressOf(connectionId)}/versions/${version}/${how}`);
