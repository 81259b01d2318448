import { dubRoute } from '@/app/_http/dub-route';
import { createDubLink, listDubLinks } from '@/lib/links/dub/dub-links';

const list = dubRoute(({ caller, search }) => listDubLinks(caller, search));

/** Links for a key; a person who types the address is shown their page. */
export async function GET(request: Request, context: { params: Promise<unknown> }): Promise<Response> {
  const isPerson = !request.headers.has('authorization') && (request.headers.get('accept') ?? '').includes('text/html');
  if (isPerson) return new Response(null, { status: 307, headers: { location: '/attribution/links' } });
  return list(request, context);
}

export const POST = dubRoute(async ({ caller, body }) => createDubLink(caller, await body()));
