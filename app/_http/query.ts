import type { z } from 'zod';
import { requireApiViewer, type Viewer } from '@/app/_session/require-viewer';
import type { Role } from '@/lib/auth/roles';
import { type Asking, errorResponse } from './error-response';
import { storable, storableSearch } from './storable-text';

/** A read-only JSON route for a signed-in member. */
export function query<Params extends z.ZodType>(
  params: Params,
  run: (call: { viewer: Viewer; params: z.output<Params>; search: URLSearchParams }) => Promise<unknown>,
  /** What the member must be at least. */
  role: Role = 'viewer',
) {
  return async (request: Request, context: { params: Promise<unknown> }): Promise<Response> => {
    let asking: Asking = {};
    try {
      const viewer = await requireApiViewer(request, role);
      asking = { userId: viewer.user.id, workspaceId: viewer.account.workspaceId };
      const search = storableSearch(request);
      const answer = await run({ viewer, params: storable(params).parse((await context.params) ?? {}), search });
      return Response.json(answer, { headers: { 'cache-control': 'no-store' } });
    } catch (error) {
      return errorResponse(error, request, asking);
    }
  };
}
