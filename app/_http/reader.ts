import type { z } from 'zod';
import { findViewer } from '@/app/_session/find-viewer';
import { findApiKey } from '@/lib/auth/api-keys';
import { loadAccount } from '@/lib/auth/load-account';
import { AppError } from '@/lib/errors';
import type { Account } from '@/lib/reports/types';
import { type Asking, errorResponse } from './error-response';
import { storable, storableText } from './storable-text';

/** What a read-only API route answers: JSON, or CSV when the caller asked for it. */
type Answer = { json: unknown } | { csv: string; fileName: string };

interface Call<Params> {
  account: Account;
  params: Params;
  /** Every query parameter; one given twice is a list. */
  search: Record<string, string | string[]>;
  wantsCsv: boolean;
}

/**
 * A read-only route of the REST API: for a secret key, or for the browser of a signed-in member. The workspace comes from
 * the key or the session, never from the request.
 */
export function reader<Params extends z.ZodType>(
  params: Params,
  run: (call: Call<z.output<Params>>) => Promise<Answer>,
) {
  return async (request: Request, context: { params: Promise<unknown> }): Promise<Response> => {
    let asking: Asking = {};
    try {
      const account = await accountOf(request);
      asking = { workspaceId: account.workspaceId };
      const { searchParams } = new URL(request.url);
      const wantsCsv =
        searchParams.get('format') === 'csv' || (request.headers.get('accept') ?? '').includes('text/csv');
      const answer = await run({
        account,
        params: storable(params).parse((await context.params) ?? {}),
        search: readSearch(searchParams),
        wantsCsv,
      });
      if ('json' in answer) return Response.json(answer.json, { headers: { 'cache-control': 'no-store' } });
      return new Response(answer.csv, {
        headers: {
          'content-type': 'text/csv; charset=utf-8',
          'content-disposition': `attachment; filename="${answer.fileName.replaceAll(/[^\w.-]/g, '_')}"`,
          'cache-control': 'no-store',
        },
      });
    } catch (error) {
      return errorResponse(error, request, asking);
    }
  };
}

async function accountOf(request: Request): Promise<Account> {
  const authorization = request.headers.get('authorization');
  if (authorization === null) {
    const viewer = await findViewer();
    if (!viewer) throw new AppError('unauthenticated', 'Send “Authorization: Bearer <secret key>”, or sign in.');
    return viewer.account;
  }
  const [scheme, presented = ''] = authorization.split(' ');
  if (scheme?.toLowerCase() !== 'bearer') throw new AppError('unauthenticated', 'The authorization scheme is Bearer.');
  const key = await findApiKey(presented);
  if (!key) throw new AppError('unauthenticated', 'This API key is not known or has been revoked.');
  if (key.kind !== 'secret')
    throw new AppError('forbidden', 'A public key cannot read reports: use a secret key, on a server.');
  return loadAccount(key.workspaceId);
}

function readSearch(searchParams: URLSearchParams): Record<string, string | string[]> {
  const found: Record<string, string | string[]> = {};
  for (const key of new Set(searchParams.keys())) {
    const values = searchParams.getAll(key).map(storableText);
    found[key] = values.length > 1 ? values : (values[0] ?? '');
  }
  return found;
}
