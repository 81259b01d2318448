import type { z } from 'zod';
import { invalidRequest, StripeApiError } from './errors';
import { parseParams } from './params';
import type { Sandbox } from './sandbox';

export type Method = 'GET' | 'POST' | 'DELETE';

export interface Route {
  readonly method: Method;
  readonly segments: readonly string[];
  answer(sandbox: Sandbox, params: unknown, ids: readonly string[]): object;
}

/** One request of the API: `:id` segments are handed to the handler in order, parameters already parsed. */
export function route<T extends z.ZodType>(
  method: Method,
  path: string,
  type: T,
  handle: (sandbox: Sandbox, params: z.output<T>, id: string, childId: string) => object,
): Route {
  return {
    method,
    segments: path.split('/').slice(1),
    answer: (sandbox, params, ids) => handle(sandbox, parseParams(type, params), ids[0] ?? '', ids[1] ?? ''),
  };
}

export interface Router {
  find(method: Method, path: string): { route: Route; ids: readonly string[] };
}

export function createRouter(routes: readonly Route[]): Router {
  const byShape = new Map<string, Route[]>();
  for (const one of routes) {
    const key = shapeKey(one.method, one.segments);
    byShape.set(key, [...(byShape.get(key) ?? []), one]);
  }
  return {
    find(method, path) {
      const segments = path.split('/').slice(1).map(decodeURIComponent);
      for (const candidate of byShape.get(shapeKey(method, segments)) ?? []) {
        const ids = match(candidate.segments, segments);
        if (ids) return { route: candidate, ids };
      }
      throw unknownPath(method, path);
    },
  };
}

const shapeKey = (method: Method, segments: readonly string[]) => `${method} ${segments.length} ${segments[1] ?? ''}`;

function match(pattern: readonly string[], segments: readonly string[]): readonly string[] | undefined {
  const ids: string[] = [];
  for (const [i, expected] of pattern.entries()) {
    const given = segments[i] ?? '';
    if (expected.startsWith(':')) ids.push(given);
    else if (expected !== given) return undefined;
  }
  return ids;
}

function unknownPath(method: Method, path: string): StripeApiError {
  const { details } = invalidRequest(`Unrecognized request URL (${method}: ${path}).`);
  return new StripeApiError(404, details);
}
