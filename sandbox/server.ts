import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { SandboxAccount } from './account';
import { StripeApiError } from './core/errors';
import type { Method } from './core/router';
import { runControl } from './http/control';
import { parseFormParams } from './http/form-params';
import { createHiccups, type Hiccups, type Passage } from './http/hiccups';
import { createKeys, type Keys, keyOf } from './http/keys';
import { readBody } from './http/read-body';
import { API_VERSION } from './objects/event';
import { isPage } from './pages/visit';

export interface SandboxServerOptions {
  readonly account: SandboxAccount;
  /** 0 takes any free port. */
  readonly port: number;
  readonly host?: string;
  /** The only key let in; without it any `sk_…` or `rk_…` is. */
  readonly apiKey?: string;
}

export interface SandboxServer {
  readonly url: string;
  readonly port: number;
  /** Restricted and revoked keys. */
  readonly keys: Keys;
  /** Rate limits and failures of the next requests. */
  readonly hiccups: Hiccups;
  close(): Promise<void>;
}

interface Desk extends Pick<SandboxServer, 'keys' | 'hiccups'> {
  readonly account: SandboxAccount;
  /** By path, what each list answered last. */
  readonly lastAnswers: Map<string, object>;
}

const LIST_PATH = /^\/v1\/(checkout\/)?\w+$/;

/** Speaks Stripe's HTTP API for an account: the official SDK works with `host`, `port` and `protocol: 'http'`. */
export async function startSandboxServer(options: SandboxServerOptions): Promise<SandboxServer> {
  const host = options.host ?? '127.0.0.1';
  const desk: Desk = {
    ...{ account: options.account, keys: createKeys(options.apiKey), hiccups: createHiccups() },
    lastAnswers: new Map(),
  };
  const server = createServer((request, response) => {
    void respond(desk, request, response);
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, host, resolve);
  });
  const port = portOf(server);
  options.account.servePagesAt(`http://${host}:${port}`);
  const { keys, hiccups } = desk;
  return { url: `http://${host}:${port}`, port, keys, hiccups, close: () => closeServer(server) };
}

async function respond(desk: Desk, request: IncomingMessage, response: ServerResponse): Promise<void> {
  response.setHeader('Date', desk.account.now().toUTCString()); // of its own clock, as all that it answers
  try {
    const page = await answerPage(desk, request);
    if (page) {
      response.writeHead(page.status, page.headers);
      response.end(page.html);
      return;
    }
    const { answer, passage } = await answerRequest(desk, request);
    if (passage === 'silence') return; // until the client has enough of it
    const send = passage === 'truncated' ? sendHalf : sendWhole;
    send(response, 200, answer, headerOf(request, 'stripe-version'));
  } catch (error) {
    if (error instanceof StripeApiError) {
      sendWhole(response, error.status, error.body, API_VERSION, error.headers);
      return;
    }
    console.error(error);
    sendWhole(response, 500, { error: { type: 'api_error', message: 'The sandbox failed; its log says why.' } });
  }
}

/** The pages of buyers need no key. */
async function answerPage({ account }: Desk, request: IncomingMessage) {
  const url = new URL(request.url ?? '/', 'http://sandbox');
  if (!isPage(url.pathname)) return undefined;
  const body = request.method === 'POST' ? await readBody(request) : '';
  const form = parseFormParams([url.search.slice(1), body].filter(Boolean).join('&'));
  return account.visit(methodOf(request), url.pathname, form);
}

async function answerRequest(desk: Desk, request: IncomingMessage): Promise<{ answer: object; passage: Passage }> {
  const url = new URL(request.url ?? '/', 'http://sandbox');
  const method = methodOf(request);
  const key = keyOf(request.headers.authorization);
  desk.keys.admit(key);
  const body = method === 'GET' ? '' : await readBody(request);
  const command = /^\/_sandbox\/(\w+)$/.exec(url.pathname)?.[1];
  if (command !== undefined) return { answer: runControl(desk, command, parseJson(body)), passage: 'answer' };
  desk.keys.permit(key, method, url.pathname);
  const cursor = url.searchParams.get('starting_after') ?? undefined;
  const passage = desk.hiccups.pass(url.pathname, cursor);
  const last = desk.lastAnswers.get(url.pathname);
  if (passage === 'repeated_page' && last && endsWith(last, cursor)) return { answer: last, passage };
  const params = parseFormParams([url.search.slice(1), body].filter(Boolean).join('&'));
  const ask = (asked: typeof params) =>
    desk.account.request(method, url.pathname, asked, {
      idempotencyKey: headerOf(request, 'idempotency-key'),
      apiVersion: headerOf(request, 'stripe-version'),
    });
  let answer = ask(params);
  const end = passage === 'skipped_page' ? lastIn(answer) : undefined;
  if (end !== undefined) answer = ask({ ...params, starting_after: end });
  if (method === 'GET' && LIST_PATH.test(url.pathname)) desk.lastAnswers.set(url.pathname, answer);
  return { answer, passage };
}

const endsWith = (list: object, id: string | undefined): boolean => id !== undefined && lastIn(list) === id;

const lastIn = (list: object): string | undefined =>
  'data' in list && Array.isArray(list.data) ? list.data.at(-1)?.id : undefined;

function headerOf({ headers }: IncomingMessage, name: string): string | undefined {
  const value = headers[name];
  return typeof value === 'string' ? value : undefined;
}

function methodOf({ method }: IncomingMessage): Method {
  if (method === 'GET' || method === 'POST' || method === 'DELETE') return method;
  throw new StripeApiError(405, { type: 'invalid_request_error', message: `Method ${method} is not allowed.` });
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body || '{}');
  } catch {
    throw new StripeApiError(400, { type: 'invalid_request_error', message: 'The body is not JSON.' });
  }
}

function sendWhole(
  response: ServerResponse,
  status: number,
  answer: object,
  version = API_VERSION,
  headers: Readonly<Record<string, string>> = {},
): void {
  sendBody(response, status, JSON.stringify(answer), { 'Stripe-Version': version, ...headers });
}

/** As by a proxy on the way that lost the rest. */
function sendHalf(response: ServerResponse, status: number, answer: object, version = API_VERSION): void {
  const body = JSON.stringify(answer);
  sendBody(response, status, body.slice(0, body.length / 2), { 'Stripe-Version': version });
}

function sendBody(
  response: ServerResponse,
  status: number,
  body: string,
  headers: Readonly<Record<string, string>>,
): void {
  response.writeHead(status, {
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(body),
    ...headers,
  });
  response.end(body);
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the sandbox listens on no port');
  return address.port;
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
    server.closeAllConnections();
  });
}
