import { pino } from 'pino';
import { z } from 'zod';
import { findApiKey } from '@/lib/auth/api-keys';
import { loadAccount } from '@/lib/auth/load-account';
import { AppError } from '@/lib/errors';
import { dubFailure } from '@/lib/links/dub/dub-failure';
import type { DubCaller } from '@/lib/links/dub/dub-links';
import { addressOf, arrivalAt } from '@/lib/tracking/arrival';
import { overLimit } from '@/lib/tracking/rate-limits';
import { originOf } from './origin-of';
import { readJson } from './read-json';
import { storable, storableSearch } from './storable-text';

const log = pino({ name: 'headwater', base: null });

interface Call {
  caller: DubCaller;
  search: URLSearchParams;
  /** Parsed, as whatever it is. */
  body: () => Promise<unknown>;
  /** Of the path. */
  id: string;
}

interface RouteContext {
  params: Promise<unknown>;
}

const path = z.object({ id: z.string().optional() });
const anything = z.unknown();

/**
 * A route that the official `dub` SDK calls: for a secret key only, and with refusals that the SDK can read. No session opens
 * it, so that no other site can make a browser use it.
 */
export function dubRoute(run: (call: Call) => Promise<unknown>) {
  return async (request: Request, context: RouteContext): Promise<Response> => {
    try {
      const byAddress = await overLimit('callByAddress', addressOf(arrivalAt(request)));
      if (byAddress !== null)
        return refuse(429, 'rate_limit_exceeded', 'Too many calls. Wait and try again.', byAddress);
      const { account, wait } = await findAccount(request);
      if (wait !== null) return refuse(429, 'rate_limit_exceeded', 'Too many calls. Wait and try again.', wait);
      const { id = '' } = storable(path).parse((await context.params) ?? {});
      const answer = await run({
        caller: { account, origin: originOf(request.headers) },
        search: storableSearch(request),
        body: async () => storable(anything).parse(await readJson(request)),
        id,
      });
      return Response.json(answer, { headers: { 'cache-control': 'no-store' } });
    } catch (error) {
      const failure = dubFailure(error);
      if (failure) return Response.json({ error: failure.error }, { status: failure.status });
      const id = crypto.randomUUID();
      log.error({ id, err: error instanceof Error ? { name: error.name, stack: error.stack } : 'unknown' });
      return refuse(500, 'internal_server_error', `Something failed on the server. It is logged as ${id}.`);
    }
  };
}

async function findAccount(request: Request) {
  const [scheme, presented = ''] = (request.headers.get('authorization') ?? '').split(' ');
  if (scheme?.toLowerCase() !== 'bearer')
    throw new AppError('unauthenticated', 'Send “Authorization: Bearer <secret key>”.');
  const key = await findApiKey(presented);
  if (!key) throw new AppError('unauthenticated', 'This API key is not known or has been revoked.');
  if (key.kind !== 'secret')
    throw new AppError('forbidden', 'A public key cannot do this: use a secret key, on a server.');
  return { account: await loadAccount(key.workspaceId), wait: await overLimit('callByKey', key.id) };
}

function refuse(status: number, code: string, message: string, retryAfter?: number): Response {
  return Response.json(
    { error: { code, message } },
    { status, headers: retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) } },
  );
}
