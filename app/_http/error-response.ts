import { pino } from 'pino';
import { z } from 'zod';
import { AppError, STATUS_OF } from '@/lib/errors';
import { logRefusal } from '@/lib/logging/log-refusal';

const log = pino({ name: 'headwater', base: null });

/** Who asked, as far as it is known. */
export interface Asking {
  userId?: string;
  workspaceId?: string;
}

/**
 * The one place where a failure becomes a status. A bug is logged under an id and the caller sees only that id; who asks for
 * what is not theirs is logged as well.
 */
export function errorResponse(error: unknown, request: Request, asking: Asking): Response {
  if (error instanceof AppError) {
    const { code, message, field } = error;
    const status = STATUS_OF[code];
    if (code === 'not_found' || code === 'forbidden') {
      logRefusal({ status, method: request.method, path: new URL(request.url).pathname, ...asking });
    }
    return answer(status, field ? { code, message, field } : { code, message });
  }
  if (error instanceof z.ZodError) {
    const issue = error.issues[0];
    const field = issue?.path.join('.');
    const message = issue?.message ?? 'The request is not valid.';
    return answer(
      STATUS_OF.bad_request,
      field ? { code: 'bad_request', message, field } : { code: 'bad_request', message },
    );
  }
  const id = crypto.randomUUID();
  log.error({
    id,
    err: error instanceof Error ? { name: error.name, message: error.message, stack: error.stack } : 'unknown',
  });
  return answer(500, { code: 'internal', message: `Something failed on the server. It is logged as ${id}.` });
}

function answer(status: number, error: { code: string; message: string; field?: string }): Response {
  return Response.json({ error }, { status, headers: { 'cache-control': 'no-store' } });
}
