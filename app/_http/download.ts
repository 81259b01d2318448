import { requireApiViewer, type Viewer } from '@/app/_session/require-viewer';
import { type Role, roleAtLeast } from '@/lib/auth/roles';
import { AppError } from '@/lib/errors';
import { type Asking, errorResponse } from './error-response';
import { storableSearch } from './storable-text';

interface Download {
  fileName: string;
  /** Of JSON, piece by piece: nothing is held in memory as a whole. */
  text: AsyncGenerator<string>;
}

/** A file for members of sufficient role. */
export function download(role: Role, run: (viewer: Viewer, search: URLSearchParams) => Promise<Download>) {
  return async (request: Request): Promise<Response> => {
    let asking: Asking = {};
    try {
      const viewer = await requireApiViewer(request);
      asking = { userId: viewer.user.id, workspaceId: viewer.account.workspaceId };
      if (!roleAtLeast(viewer.role, role)) throw new AppError('forbidden', `This takes the role of ${role}.`);
      const search = storableSearch(request);
      const { fileName, text } = await run(viewer, search);
      return new Response(streamOf(text), {
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'content-disposition': `attachment; filename="${fileName.replaceAll(/[^\w.-]/g, '_')}"`,
          'cache-control': 'no-store',
        },
      });
    } catch (error) {
      return errorResponse(error, request, asking);
    }
  };
}

function streamOf(text: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await text.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await text.return(undefined);
    },
  });
}
