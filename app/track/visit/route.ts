import { after } from 'next/server';
import { pino } from 'pino';
import { readBounded } from '@/app/_http/read-bounded';
import { projectWhenAlone } from '@/lib/inbox/projector';
import { arrivalAt } from '@/lib/tracking/arrival';
import { takeVisit } from '@/lib/tracking/take-visit';

const LARGEST_BODY = 16 * 1024;

/** Open to the pages of every site, and to nobody's cookies: the public key says whose visit it is. */
const OPEN = { 'access-control-allow-origin': '*', 'cache-control': 'no-store' };

const log = pino({ name: 'headwater', base: null });

export async function POST(request: Request): Promise<Response> {
  try {
    const body = await readBounded(request, LARGEST_BODY);
    const { status, error, retryAfter } = await takeVisit(arrivalAt(request), body.toString('utf8'));
    after(projectWhenAlone);
    const headers = retryAfter === undefined ? OPEN : { ...OPEN, 'retry-after': String(retryAfter) };
    return error ? Response.json({ error }, { status, headers }) : new Response(null, { status, headers });
  } catch (error) {
    return failed(error);
  }
}

/** Readable to the page as well: an answer without these headers looks to it like a network that is down. */
function failed(error: unknown): Response {
  const id = crypto.randomUUID();
  log.error({ id, err: error instanceof Error ? { name: error.name, stack: error.stack } : 'unknown' });
  const message = `Something failed on the server. It is logged as ${id}.`;
  return Response.json({ error: { code: 'internal', message } }, { status: 500, headers: OPEN });
}

export function OPTIONS(): Response {
  return new Response(null, {
    status: 204,
    headers: {
      ...OPEN,
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': 'content-type',
      'access-control-max-age': '86400',
    },
  });
}
