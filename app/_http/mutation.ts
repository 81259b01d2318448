import type { z } from 'zod';
import { requireApiViewer, type Viewer } from '@/app/_session/require-viewer';
import { checkOrigin } from '@/lib/auth/check-origin';
import type { Role } from '@/lib/auth/roles';
import { AppError } from '@/lib/errors';
import { errorResponse } from './error-response';

const BODY_LIMIT = 8 * 1024 * 1024;

interface RouteContext<Params> {
  params: Promise<Params>;
}

/** A state-changing JSON route for a signed-in member: same origin, sufficient role, parsed body, then one verb. */
export function mutation<Params, Body extends z.ZodType>(
  role: Role,
  body: Body,
  run: (call: { viewer: Viewer; body: z.output<Body>; params: Params }) => Promise<unknown>,
) {
  return (request: Request, context: RouteContext<Params>): Promise<Response> =>
    respond(async () => {
      const viewer = await requireApiViewer(request, role); // also checks the origin
      return run({ viewer, body: body.parse(await readJson(request)), params: await context.params });
    });
}

/** The same before anyone is signed in: first run and invitations. */
export function publicMutation<Params, Body extends z.ZodType>(
  body: Body,
  run: (call: { body: z.output<Body>; params: Params }) => Promise<unknown>,
) {
  return (request: Request, context: RouteContext<Params>): Promise<Response> =>
    respond(async () => {
      checkOrigin(request.headers);
      return run({ body: body.parse(await readJson(request)), params: await context.params });
    });
}

async function respond(run: () => Promise<unknown>): Promise<Response> {
  try {
    return Response.json((await run()) ?? { ok: true }, { headers: { 'cache-control': 'no-store' } });
  } catch (error) {
    return errorResponse(error);
  }
}

async function readJson(request: Request): Promise<unknown> {
  if (Number(request.headers.get('content-length') ?? 0) > BODY_LIMIT) throw tooLarge();
  const text = await request.text();
  if (text.length > BODY_LIMIT) throw tooLarge();
  if (text === '') return {};
  try {
    return JSON.parse(text);
  } catch {
    throw new AppError('bad_request', 'The body is not valid JSON.');
  }
}

function tooLarge(): AppError {
  return new AppError('too_large', 'The request is larger than 8 MB.');
}
