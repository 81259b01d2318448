import type { z } from 'zod';
import { type Role, roleAtLeast } from '@/lib/auth/roles';
import { AppError } from '@/lib/errors';
import type { Account } from '@/lib/reports/types';
import { findCaller } from './caller';
import { type Asking, errorResponse } from './error-response';
import { readJson } from './read-json';
import { readSearch } from './reader';
import { storable } from './storable-text';

interface Shapes<Body, Params, Answer> {
  body: Body;
  params: Params;
  /** Of the answer; 200 unless it is said. */
  status?: number | ((answer: Answer) => number);
  /** What a member must be at least; an admin unless it is said. */
  role?: Role;
}

interface Call<Body, Params> {
  account: Account;
  workspaceId: string;
  body: z.output<Body>;
  params: z.output<Params>;
  /** Every query parameter; one given twice is a list. */
  search: Record<string, string | string[]>;
  /** Throws unless the caller may do what takes this role. */
  requireRole: (role: Role) => void;
}

/** A route of the REST API that takes JSON: for a secret key, or for a member's browser on our own pages. */
export function writer<Body extends z.ZodType, Params extends z.ZodType, Answer>(
  { body, params, status = 200, role = 'admin' }: Shapes<Body, Params, Answer>,
  run: (call: Call<Body, Params>) => Promise<Answer>,
) {
  return async (request: Request, context: { params: Promise<unknown> }): Promise<Response> => {
    const asking: Asking = {};
    try {
      const caller = await findCaller(request);
      const { account } = caller;
      asking.workspaceId = account.workspaceId;
      const requireRole = (least: Role) => {
        if (caller.role === 'secret_key' || roleAtLeast(caller.role, least)) return;
        throw new AppError('forbidden', 'Your role does not allow this.');
      };
      requireRole(role);
      const answer = await run({
        account,
        workspaceId: account.workspaceId,
        body: storable(body).parse(await readJson(request)),
        params: storable(params).parse((await context.params) ?? {}),
        search: readSearch(new URL(request.url).searchParams),
        requireRole,
      });
      const code = typeof status === 'number' ? status : status(answer);
      return Response.json(answer, { status: code, headers: { 'cache-control': 'no-store' } });
    } catch (error) {
      return errorResponse(error, request, asking);
    }
  };
}
