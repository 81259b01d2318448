import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { exchange } from '../support/exchange';
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
      const status = await exchange(socket, headOf(path, delivery), delivery.body);
      if (status !== 200) throw new Error(`${path} answered ${status}`);
      sent.latencies[index] = performance.now() - start;
    }
    socket.destroy();
  };
  await Promise.all(Array.from({ length: connections }, work));
  sent.seconds = (performance.now() - begin) / 1000;
  return sent;
}

const headOf = (path: string, { body, signature }: Delivery): string =>
  `POST ${path} HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\nstripe-signature: ${signature}\r\ncontent-length: ${body.length}`;
