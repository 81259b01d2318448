import { after } from 'next/server';
import { projectWhenAlone } from '@/lib/inbox/projector';
import { arrivalAt } from '@/lib/tracking/arrival';
import { followLink } from '@/lib/tracking/follow-link';

/** Where Next runs alone; `npm start` answers these before Next sees them (server.ts). */
async function follow(request: Request, context: { params: Promise<{ slug: string }> }): Promise<Response> {
  const { slug } = await context.params;
  const { status, headers, body } = await followLink(slug, arrivalAt(request));
  after(projectWhenAlone);
  return new Response(body, { status, headers });
}

export const GET = follow;
export const HEAD = follow;
