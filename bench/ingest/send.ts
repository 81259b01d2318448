import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Delivery } from './make-deliveries';

export interface Sent {
  /** Milliseconds from the first byte sent to the answer, one per delivery. */
  latencies: number[];
  /** When each was sent, in order. */
  sentAt: number[];
  seconds: number;
}

/**
 * Posts the deliveries over a number of connections that stay open. Written against sockets, so that the sender takes
 * little of the machine that it measures. `perSecond` holds the pace down. Throws at the first answer that is not 200.
 */
export async function send(
  deliveries: readonly Delivery[],
  { port, path, connections, perSecond }: { port: number; path: string; connections: number; perSecond?: number },
): Promise<Sent> {
  const sent: Sent = { latencies: [], sentAt: [], seconds: 0 };
  const begin = performance.now();
  let next = 0;
  const work = async () => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    for (let index = next++; index < deliveries.length; index = next++) {
      const delivery = deliveries[index];
      if (!delivery) break;
      if (perSecond) await sleep(Math.max(0, begin + (index / perSecond) * 1000 - performance.now()));
      const start = performance.now();
      sent.sentAt[index] = start;
      const status = await post(socket, path, delivery);
      if (status !== 200) throw new Error(`${path} answered ${status}`);
      sent.latencies[index] = performance.now() - start;
    }
    socket.destroy();
  };
  await Promise.all(Array.from({ length: connections }, work));
  sent.seconds = (performance.now() - begin) / 1000;
  return sent;
}

function post(socket: Socket, path: string, { body, signature }: Delivery): Promise<number> {
  socket.write(
    `POST ${path} HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\nstripe-signature: ${signature}\r\ncontent-length: ${body.length}\r\n\r\n`,
  );
  socket.write(body);
  return new Promise((resolve, reject) => {
    let text = '';
    const take = (chunk: Buffer) => {
      text += chunk.toString('latin1');
      if (!isComplete(text)) return;
      settle();
      resolve(Number(text.slice(9, 12)));
    };
    const fail = (error?: Error) => {
      settle();
      reject(error ?? new Error('the connection was closed'));
    };
    const settle = () => {
      socket.off('data', take).off('error', fail).off('close', fail);
    };
    socket.on('data', take).on('error', fail).on('close', fail);
  });
}

/** Small answers only: with a length, or in chunks. */
function isComplete(text: string): boolean {
  const head = text.indexOf('\r\n\r\n');
  if (head === -1) return false;
  const length = /content-length: (\d+)/i.exec(text.slice(0, head))?.[1];
  return length === undefined ? text.endsWith('0\r\n\r\n') : text.length >= head + 4 + Number(length);
}
