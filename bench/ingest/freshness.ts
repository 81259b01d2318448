import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { newSubscriber } from './make-deliveries';
import { send } from './send';

const SECONDS = 20;
const CONNECTIONS = 16;
const answer = z.object({ total: z.object({ value: z.number() }) });

interface Options {
  port: number;
  path: string;
  secret: string;
  apiKey: string;
  perSecond: number;
}

/**
 * Milliseconds from sending a new subscriber's event to seeing the subscriber in the answer of the REST API, one per event.
 * Events are projected in the order in which they were stored, so that the n-th seen is the n-th sent.
 */
export async function measureFreshness({ port, path, secret, apiKey, perSecond }: Options): Promise<number[]> {
  const count = async () => {
    const response = await fetch(`http://127.0.0.1:${port}/api/v1/metrics/active-subscribers`, {
      headers: { authorization: `Bearer ${apiKey}` },
    });
    return answer.parse(await response.json()).total.value;
  };
  const before = await count();
  const deliveries = Array.from({ length: Math.round(perSecond * SECONDS) }, (_, index) =>
    newSubscriber(`fresh${index}`, secret),
  );
  const seenAt: number[] = [];
  const sending = send(deliveries, { port, path, connections: CONNECTIONS, perSecond });
  const deadline = performance.now() + 4 * SECONDS * 1000;
  while (seenAt.length < deliveries.length && performance.now() < deadline) {
    const seen = (await count()) - before;
    const now = performance.now();
    while (seenAt.length < seen) seenAt.push(now);
    await sleep(100);
  }
  const { sentAt } = await sending;
  return sentAt.map((sent, index) => (seenAt[index] ?? Number.POSITIVE_INFINITY) - sent);
}
