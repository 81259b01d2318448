import type { z } from 'zod';
import type { Account } from '@/lib/reports/types';
import { findCaller } from './caller';
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
      const { account } = await findCaller(request);
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

export function readSearch(searchParams: URLSearchParams): Record<string, string | string[]> {
  const found: Record<string, string | string[]> = {};
  for (const key of new Set(searchParams.keys())) {
    const values = searchParams.getAll(key).map(storableText);
    found[key] = values.length > 1 ? values : (values[0] ?? '');
  }
  return found;
}
