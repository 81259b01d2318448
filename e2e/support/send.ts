import type { APIRequestContext, APIResponse } from '@playwright/test';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** A request as our own pages make it: JSON, and naming the origin it comes from. */
export function send(request: APIRequestContext, method: Method, url: string, data: object = {}): Promise<APIResponse> {
  const headers = { origin: originOf(url), 'content-type': 'application/json' };
  return request.fetch(url, { method, maxRedirects: 0, headers, ...(method === 'GET' ? {} : { data }) });
}

/** The same, of which the caller expects success; returns the parsed body. */
export async function sendOk(
  request: APIRequestContext,
  method: Method,
  url: string,
  data: object = {},
): Promise<unknown> {
  const response = await send(request, method, url, data);
  const body = await response.text();
  if (!response.ok()) throw new Error(`${method} ${url}: ${response.status()} ${body}`);
  return JSON.parse(body);
}

const originOf = (url: string) => new URL(url).origin;
