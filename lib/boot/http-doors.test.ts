import { once } from 'node:events';
import { request, type Server } from 'node:http';
import { connect } from 'node:net';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import { createHttpDoors, type Doors } from './http-doors';

const MIB = 1024 * 1024;
const WEBHOOK = '/api/webhooks/stripe/default';
let server: Server | undefined;

afterEach(() => {
  server?.closeAllConnections();
  server?.close();
});

async function open(doors: Partial<Doors> = {}): Promise<number> {
  server = createHttpDoors({
    page: (_request, response) => void response.end('page'),
    webhook: async ({ rawBody }) => ({ status: 200, body: { received: true, bytes: rawBody.length } }),
    ...doors,
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (!address || typeof address !== 'object') throw new Error('no port');
  return address.port;
}

interface Answer {
  status: number;
  text: string;
  headers: NodeJS.Dict<string | string[]>;
}

interface Post {
  path?: string;
  headers?: Record<string, string>;
  body: Iterable<Buffer>;
}

function post(port: number, { path = WEBHOOK, headers = {}, body }: Post): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request({ port, host: '127.0.0.1', path, method: 'POST', headers }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => {
        text += chunk.toString();
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text, headers: response.headers }));
    });
    outgoing.on('error', reject);
    Readable.from(body, { objectMode: false }).pipe(outgoing);
  });
}

const sized = (bytes: number): Post => ({
  headers: { 'content-length': String(bytes) },
  body: pieces(bytes),
});

function* pieces(bytes: number): Generator<Buffer> {
  const piece = Buffer.alloc(64 * 1024, 120);
  for (let left = bytes; left > 0; left -= piece.length) yield left < piece.length ? piece.subarray(0, left) : piece;
}

test('F19 bodies up to exactly 1 MiB reach the webhook, whole; one byte more is 413', async () => {
  const port = await open();
  expect(await post(port, sized(0))).toMatchObject({ status: 200, text: '{"received":true,"bytes":0}' });
  expect(await post(port, sized(MIB))).toMatchObject({ status: 200, text: `{"received":true,"bytes":${MIB}}` });
  const tooLarge = await post(port, sized(MIB + 1));
  expect(tooLarge.status).toBe(413);
  expect(JSON.parse(tooLarge.text)).toMatchObject({ error: { code: 'too_large' } });
});

test('F19 without a length the limit is the same', async () => {
  const port = await open();
  expect((await post(port, { body: pieces(MIB) })).text).toBe(`{"received":true,"bytes":${MIB}}`);
  expect((await post(port, { body: pieces(MIB + 1) })).status).toBe(413);
});

test('F19 50 MB are refused, with and without a length, while memory stays flat', async () => {
  const port = await open();
  await post(port, { body: pieces(2 * MIB) });
  const before = process.memoryUsage().rss;
  for (let round = 0; round < 3; round += 1) {
    expect((await post(port, sized(50_000_000))).status).toBe(413);
    expect((await post(port, { body: pieces(50_000_000) })).status).toBe(413);
  }
  expect(process.memoryUsage().rss - before).toBeLessThan(20 * MIB * 3); // six times 50 MB, sender included
});

test('F19 a compressed body is taken as it is and never inflated', async () => {
  const port = await open();
  const bomb = gzipSync(Buffer.alloc(50 * MIB));
  const answer = await post(port, { headers: { 'content-encoding': 'gzip' }, body: [bomb] });
  expect(answer.text).toBe(`{"received":true,"bytes":${bomb.length}}`);
});

test('other paths take 5 MiB, and only with a length', async () => {
  const port = await open({
    page: (incoming, response) => {
      incoming.resume().on('end', () => response.end('page'));
    },
  });
  const path = '/api/v1/fx';
  expect(await post(port, { ...sized(5 * MIB), path })).toMatchObject({ status: 200, text: 'page' });
  expect((await post(port, { ...sized(5 * MIB + 1), path })).status).toBe(413);
  expect((await post(port, { body: pieces(10), path })).status).toBe(411);
});

test('a webhook is handed over byte for byte, with its connection and its signature', async () => {
  const seen: Parameters<Doors['webhook']>[0][] = [];
  const port = await open({
    webhook: async (delivery) => {
      seen.push(delivery);
      return { status: 503, body: { error: {} }, retryAfter: 5 };
    },
  });
  const body = Buffer.from([0x7b, 0x00, 0xff, 0x7d]);
  const answer = await post(port, {
    path: '/api/webhooks/stripe/conn_1%2F?x=1',
    headers: { 'stripe-signature': 't=1,v1=aa' },
    body: [body],
  });
  expect(answer).toMatchObject({ status: 503, headers: { 'retry-after': '5' } });
  expect(seen).toEqual([{ connectionId: 'conn_1/', rawBody: body, signature: 't=1,v1=aa' }]);
});

test('F18 a signature header of 64 kB reaches the check instead of breaking the connection', async () => {
  const port = await open({
    webhook: async ({ signature }) => ({ status: 400, body: { length: signature?.length } }),
  });
  const answer = await post(port, { headers: { 'stripe-signature': 'v'.repeat(64_000) }, body: [] });
  expect(answer).toMatchObject({ status: 400, text: '{"length":64000}' });
});

test('F12 while nothing can be stored a webhook is told to come again', async () => {
  const port = await open({ closedBecause: () => 'The disk is full.' });
  const answer = await post(port, sized(10));
  expect(answer).toMatchObject({ status: 503, headers: { 'retry-after': '30' } });
  expect(answer.text).toContain('The disk is full.');
});

test('a failure inside is 503 and reported, never a 2xx', async () => {
  const reported: string[] = [];
  const port = await open({
    webhook: () => Promise.reject(new Error('lost')),
    onError: (_error, path) => reported.push(path),
  });
  expect((await post(port, sized(10))).status).toBe(503);
  expect(reported).toEqual([WEBHOOK]);
});

test('a sender that asks first is refused before it sends 50 MB', async () => {
  const port = await open();
  const socket = connect(port, '127.0.0.1');
  socket.write(`POST ${WEBHOOK} HTTP/1.1\r\nhost: x\r\nexpect: 100-continue\r\ncontent-length: 50000000\r\n\r\n`);
  const [data] = await once(socket, 'data');
  expect(String(data)).toMatch(/^HTTP\/1.1 413 /);
  socket.destroy();
});

test('short links have a door of their own, and every other address is a page', async () => {
  const port = await open({
    link: async (slug, { method }) => ({
      status: 302,
      headers: { location: `https://a.example/${method}` },
      body: slug,
    }),
  });
  const ask = async (method: string, path: string) => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, { method, redirect: 'manual' });
    return `${answer.status} ${answer.headers.get('location') ?? ''} ${await answer.text()}`;
  };
  expect(await ask('GET', '/r/a%20b?x=/r/c')).toBe('302 https://a.example/GET a b');
  expect(await ask('GET', '/r/a/')).toBe('302 https://a.example/GET a');
  expect(await ask('HEAD', '/r/a')).toBe('302 https://a.example/HEAD ');
  for (const [method, path] of [
    ['POST', '/r/a'],
    ['GET', '/r/'],
    ['GET', '/r/a/b'],
    ['GET', '/?/r/a'],
    ['GET', '/x/r/a'],
  ] as const)
    expect(await ask(method, path), `${method} ${path}`).toBe('200  page');
});

test('pages are told who asks by the one address that the nearest proxy saw', async () => {
  const port = await open({ page: (request, response) => void response.end(request.headers['x-forwarded-for']) });
  const from = async (headers: Record<string, string>) => (await post(port, { path: '/', headers, body: [] })).text;
  const empty = { 'content-length': '0' };
  expect(await from({ ...empty, 'x-forwarded-for': '1.1.1.1, 203.0.113.7' })).toBe('203.0.113.7');
  expect(await from(empty)).toBe('127.0.0.1');
});
