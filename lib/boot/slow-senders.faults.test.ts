import { once } from 'node:events';
import type { Server } from 'node:http';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createHttpDoors } from './http-doors';

const SOCKETS = 250; // of each kind
const WEBHOOK = 'POST /api/webhooks/stripe/default HTTP/1.1\r\nhost: x\r\n';
let server: Server;
let port: number;

beforeAll(async () => {
  server = createHttpDoors({
    page: (request, response) => void request.resume().on('end', () => response.end('page')),
    webhook: async () => ({ status: 200, body: { received: true } }),
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  port = address && typeof address === 'object' ? address.port : 0;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/** Sends the beginning, then one byte a second until it is cut off. */
function drip(beginning: string): Socket {
  const socket = connect(port, '127.0.0.1', () => socket.write(beginning));
  const timer = setInterval(() => socket.write('x'), 1000);
  socket.on('error', () => {});
  socket.on('close', () => clearInterval(timer));
  socket.resume();
  return socket;
}

test('F20 500 senders that drip headers or bodies are cut off within 15 s, and others are answered meanwhile', async () => {
  const beginnings = [`${WEBHOOK}x-slow: `, `${WEBHOOK}content-length: 1000\r\n\r\n{`];
  const sockets = beginnings.flatMap((beginning) => Array.from({ length: SOCKETS }, () => drip(beginning)));
  const ended = Promise.all(sockets.map((socket) => once(socket, 'close')));

  for (let second = 0; second < 5; second += 1) {
    const answer = await fetch(`http://127.0.0.1:${port}/api/webhooks/stripe/default`, { method: 'POST', body: '{}' });
    expect(answer.status).toBe(200);
    await sleep(200);
  }
  await Promise.race([ended, sleep(15_500)]);
  expect(sockets.filter((socket) => !socket.destroyed)).toHaveLength(0);
});
