import { hashApiKey } from '@/lib/auth/api-keys';
import { addressOf, arrivalAt } from '@/lib/tracking/arrival';
import { overLimit } from '@/lib/tracking/rate-limits';

type Route<Context> = (request: Request, context: Context) => Promise<Response>;

/** The route, for so many calls a minute from one address and with one key. */
export function limited<Context>(route: Route<Context>): Route<Context> {
  return async (request, context) => {
    const authorization = request.headers.get('authorization');
    const byAddress = await overLimit('callByAddress', addressOf(arrivalAt(request)));
    const wait = byAddress ?? (authorization ? await overLimit('callByKey', hashApiKey(authorization)) : null);
    if (wait === null) return route(request, context);
    const error = { code: 'rate_limited', message: `Too many calls. Go on in ${wait} s.` };
    return Response.json(
      { error },
      { status: 429, headers: { 'cache-control': 'no-store', 'retry-after': String(wait) } },
    );
  };
}
