import { after } from 'next/server';
import { readBounded } from '@/app/_http/read-bounded';
import { projectWhenAlone } from '@/lib/inbox/projector';
import { arrivalAt } from '@/lib/tracking/arrival';
import { takeVisit } from '@/lib/tracking/take-visit';

const LARGEST_BODY = 16 * 1024;

/** Open to the pages of every site, and to nobody's cookies: the public key says whose visit it is. */
const OPEN = { 'access-control-allow-origin': '*', 'cache-control': 'no-store' };

export async function POST(request: Request): Promise<Response> {
  const body = await readBounded(request, LARGEST_BODY);
  const { status, error, retryAfter } = await takeVisit(arrivalAt(request), body.toString('utf8'));
  after(projectWhenAlone);
  const headers = retryAfter === undefined ? OPEN : { ...OPEN, 'retry-after': String(retryAfter) };
  return error ? Response.json({ error }, { status, headers }) : new Response(null, { status, headers });
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
