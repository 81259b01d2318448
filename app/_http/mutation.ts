import { z } from 'zod';
import { readSession, type Session } from '@/app/_session/read-session';
import { requireApiViewer, type Viewer } from '@/app/_session/require-viewer';
import { checkOrigin } from '@/lib/auth/check-origin';
import type { Role } from '@/lib/auth/roles';
import { AppError } from '@/lib/errors';
import { type Asking, errorResponse } from './error-response';
import { readJson } from './read-json';
import { storable } from './storable-text';

/** For routes without a body, or without parameters in the path. */
export const nothing = z.object({});

interface Shapes<Body, Params> {
  body: Body;
  params: Params;
}

interface Call<Body, Params> {
  body: z.output<Body>;
  params: z.output<Params>;
}

interface RouteContext {
  params: Promise<unknown>;
}

type Route = (request: Request, context: RouteContext) => Promise<Response>;

/** A state-changing JSON route for a member: same origin, sufficient role, parsed body, then one verb. */
export function mutation<Body extends z.ZodType, Params extends z.ZodType>(
  shapes: Shapes<Body, Params> & { role: Role },
  run: (call: Call<Body, Params> & { viewer: Viewer }) => Promise<unknown>,
): Route {
  return (request, context) =>
    respond(request, async (asking) => {
      const viewer = await requireApiViewer(request, shapes.role); // also checks the origin
      asking.userId = viewer.user.id;
      asking.workspaceId = viewer.account.workspaceId;
      return run({ viewer, ...(await parse(shapes, request, context)) });
    });
}

/** For what concerns the person and no workspace: joining one, signing out. */
export function sessionMutation<Body extends z.ZodType, Params extends z.ZodType>(
  shapes: Shapes<Body, Params>,
  run: (call: Call<Body, Params> & { session: Session }) => Promise<unknown>,
): Route {
  return (request, context) =>
    respond(request, async (asking) => {
      checkOrigin(request.headers);
      const session = await readSession();
      if (!session) throw new AppError('unauthenticated', 'Sign in first.');
      asking.userId = session.user.id;
      return run({ session, ...(await parse(shapes, request, context)) });
    });
}

/** Before anyone is signed in: first run and invitations. */
export function publicMutation<Body extends z.ZodType, Params extends z.ZodType>(
  shapes: Shapes<Body, Params>,
  run: (call: Call<Body, Params>) => Promise<unknown>,
): Route {
  return (request, context) =>
    respond(request, async () => {
      checkOrigin(request.headers);
      return run(await parse(shapes, request, context));
    });
}

async function parse<Body extends z.ZodType, Params extends z.ZodType>(
  shapes: Shapes<Body, Params>,
  request: Request,
  context: RouteContext,
): Promise<Call<Body, Params>> {
  return {
    body: storable(shapes.body).parse(await readJson(request)),
    params: storable(shapes.params).parse((await context.params) ?? {}),
  };
}

async function respond(request: Request, run: (asking: Asking) => Promise<unknown>): Promise<Response> {
  const asking: Asking = {};
  try {
    return Response.json((await run(asking)) ?? { ok: true }, { headers: { 'cache-control': 'no-store' } });
  } catch (error) {
    return errorResponse(error, request, asking);
  }
}
