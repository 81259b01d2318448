import type { IncomingMessage, ServerResponse } from 'node:http';

const DRAIN_MS = 5000;

export function sendJson(response: ServerResponse, status: number, body: object, retryAfter?: number): void {
  if (response.headersSent || response.destroyed) return void response.destroy();
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...(retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }),
  });
  response.end(text);
}

/**
 * Throws away what is still arriving, for a moment: a sender that is cut off at once sees a broken connection instead of
 * our answer. One that goes on and on loses its connection.
 */
export function drain(request: IncomingMessage): void {
  const timer = setTimeout(() => request.socket.destroy(), DRAIN_MS).unref();
  request.on('error', () => {});
  request.once('close', () => clearTimeout(timer));
  request.resume();
}
