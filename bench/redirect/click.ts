import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { exchange } from '../support/exchange';

interface Pace {
  port: number;
  path: string;
  perSecond: number;
  count: number;
  connections: number;
}

/**
 * Clicks at an even pace over connections that stay open, each by another person; milliseconds from when a click was due to
 * its answer, so that a server that falls behind cannot hide it. Throws at an answer that is no redirect.
 */
export async function click({ port, path, perSecond, count, connections }: Pace): Promise<number[]> {
  const latencies: number[] = [];
  const begin = performance.now() + 50;
  let next = 0;
  const work = async () => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    for (let index = next++; index < count; index = next++) {
      const due = begin + (index / perSecond) * 1000;
      await sleep(Math.max(0, due - performance.now()));
      const sent = Math.max(due, performance.now() - 2); // what the timer of this process was late by
      const status = await exchange(socket, headOf(path));
      if (status !== 302) throw new Error(`${path} answered ${status}`);
      latencies.push(performance.now() - sent);
    }
    socket.destroy();
  };
  await Promise.all(Array.from({ length: connections }, work));
  return latencies;
}

let people = 0;

function somebody(): string {
  people += 1;
  return `10.${(people >> 16) & 255}.${(people >> 8) & 255}.${people & 255}`;
}

const headOf = (path: string): string =>
  `GET ${path} HTTP/1.1\r\nhost: localhost\r\nuser-agent: Mozilla/5.0 (X11; Linux x86_64)\r\nx-forwarded-for: ${somebody()}`;
