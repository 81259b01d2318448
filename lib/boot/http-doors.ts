import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { addressOf, arrivalOf } from '@/lib/tracking/arrival';
import { drain, sendJson } from './answer';
import { isTooLarge, readBody } from './read-body';

export interface WebhookReceipt {
  status: number;
  body: object;
  retryAfter?: number;
}

export interface LinkAnswer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

export interface Doors {
  /** Everything that is not a webhook. */
  page(request: IncomingMessage, response: ServerResponse): void | Promise<void>;
  webhook(delivery: { connectionId: string; rawBody: Buffer; signature: string | undefined }): Promise<WebhookReceipt>;
  /** Short links, which are followed far more often than pages are opened. Left to the pages where there is none. */
  link?(slug: string, request: IncomingMessage): Promise<LinkAnswer>;
  /** A reason why no webhook can be stored now, e.g. a full disk. */
  closedBecause?(): string | null;
  onError?(error: unknown, path: string): void;
}

const WEBHOOK_PATH = /^\/api\/webhooks\/stripe\/([^/?#]+)\/?(?:\?|$)/;
const LINK_PATH = /^\/r\/([^/?#]+)\/?(?:\?|$)/;
const WEBHOOK_LIMIT = 1024 * 1024;
const PAGE_LIMIT = 5 * 1024 * 1024;
/** Bodies held in memory at one time, over all deliveries that are under way. */
const MEMORY_LIMIT = 64 * 1024 * 1024;
const DELIVERIES_LIMIT = 2000;

/**
 * The HTTP server around Next. It owns what Next leaves open: how large a body may be and how long a request may take to
 * arrive. Webhooks go straight to their function, without passing through Next.
 */
export function createHttpDoors(doors: Doors): Server {
  const load = { deliveries: 0, bytes: 0 };
  const handle = (request: IncomingMessage, response: ServerResponse) => {
    const answered = route(doors, load, request, response);
    answered.catch((error: unknown) => {
      doors.onError?.(error, request.url ?? '');
      sendError(response, 503, 'unavailable', 'Something went wrong on our side. Try again.', 5);
    });
  };
  const server = createServer(
    {
      headersTimeout: 10_000,
      requestTimeout: 12_000,
      connectionsCheckingInterval: 1000,
      keepAliveTimeout: 65_000, // longer than load balancers keep theirs, or they meet a connection we just closed
      maxHeaderSize: 96 * 1024,
    },
    handle,
  );
  server.on('checkContinue', (request, response) => {
    if (!isTooLarge(request, limitOf(request))) response.writeContinue();
    handle(request, response);
  });
  return server;
}

interface Load {
  deliveries: number;
  bytes: number;
}

async function route(doors: Doors, load: Load, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const connectionId = webhookConnection(request);
  if (connectionId !== null) return takeWebhook(doors, load, connectionId, request, response);
  const slug = doors.link ? linkSlug(request) : null;
  if (doors.link && slug !== null) return answerLink(response, await doors.link(slug, request));
  if (isTooLarge(request, PAGE_LIMIT)) {
    return refuseBody(request, response, 413, 'too_large', 'The body is larger than 5 MiB.');
  }
  if (request.headers['transfer-encoding'] !== undefined) {
    return refuseBody(request, response, 411, 'length_required', 'Send the body with a Content-Length.');
  }
  // Next tells its routes of headers only, and not of the connection.
  request.headers['x-forwarded-for'] = addressOf(arrivalOf(request));
  await doors.page(request, response);
}

async function takeWebhook(
  doors: Doors,
  load: Load,
  connectionId: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (isTooLarge(request, WEBHOOK_LIMIT)) {
    return refuseBody(request, response, 413, 'too_large', 'The body is larger than 1 MiB.');
  }
  const closed = doors.closedBecause?.() ?? null;
  if (closed !== null) return refuseBody(request, response, 503, 'unavailable', closed, 30);
  if (load.deliveries >= DELIVERIES_LIMIT || load.bytes >= MEMORY_LIMIT) {
    return refuseBody(request, response, 503, 'unavailable', 'Too many deliveries at once. Send it again.', 2);
  }
  let held = 0;
  load.deliveries += 1;
  try {
    const rawBody = await readBody(request, WEBHOOK_LIMIT, (bytes) => {
      held += bytes;
      load.bytes += bytes;
    });
    if (rawBody === 'aborted') return;
    if (rawBody === 'too_large') {
      return refuseBody(request, response, 413, 'too_large', 'The body is larger than 1 MiB.');
    }
    const header = request.headers['stripe-signature'];
    const signature = Array.isArray(header) ? header.join(',') : header;
    const { status, body, retryAfter } = await doors.webhook({ connectionId, rawBody, signature });
    sendJson(response, status, body, retryAfter);
  } finally {
    load.deliveries -= 1;
    load.bytes -= held;
  }
}

function webhookConnection(request: IncomingMessage): string | null {
  return request.method === 'POST' ? nameIn(WEBHOOK_PATH, request) : null;
}

function linkSlug(request: IncomingMessage): string | null {
  return request.method === 'GET' || request.method === 'HEAD' ? nameIn(LINK_PATH, request) : null;
}

function nameIn(path: RegExp, request: IncomingMessage): string | null {
  const encoded = path.exec(request.url ?? '')?.[1];
  if (encoded === undefined) return null;
  try {
    return decodeURIComponent(encoded);
  } catch {
    return encoded; // not a name that anything has: 404
  }
}

function answerLink(response: ServerResponse, { status, headers, body }: LinkAnswer): void {
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
  response.end(body);
}

const limitOf = (request: IncomingMessage): number =>
  webhookConnection(request) === null ? PAGE_LIMIT : WEBHOOK_LIMIT;

function refuseBody(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  code: string,
  message: string,
  retryAfter?: number,
): void {
  sendError(response, status, code, message, retryAfter);
  drain(request);
}

function sendError(response: ServerResponse, status: number, code: string, message: string, retryAfter?: number): void {
  sendJson(response, status, { error: { code, message } }, retryAfter);
}
