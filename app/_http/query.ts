import { requireApiViewer, type Viewer } from '@/app/_session/require-viewer';
import { errorResponse } from './error-response';

/** A read-only JSON route for a signed-in member. */
export function query<Params>(
  run: (call: { viewer: Viewer; params: Params; search: URLSearchParams }) => Promise<unknown>,
) {
  return async (request: Request, context: { params: Promise<Params> }): Promise<Response> => {
    try {
      const viewer = await requireApiViewer(request);
      const search = new URL(request.url).searchParams;
      return Response.json(await run({ viewer, params: await context.params, search }), {
        headers: { 'cache-control': 'no-store' },
      });
    } catch (error) {
      return errorResponse(error);
    }
  };
}
