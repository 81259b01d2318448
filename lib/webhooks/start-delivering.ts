import { z } from 'zod';
import { queryRows } from '@/lib/db/query-rows';
import { deliverDue, type EndpointKey } from './deliver-due';
import { forgetOldMessages } from './forget-old-messages';

/** How long somebody who is told waits at most. */
const LOOK_EVERY_MS = 1000;
const FORGET_EVERY_MS = 60 * 60_000;
/** What is under way at a stop has this long to end; afterwards it is broken off, and made again. */
const PATIENCE_MS = 5000;
/** Endpoints served at the same time; one that is slow holds up only itself. */
const MOST_ENDPOINTS = 16;

const dueEndpoint = z.object({ workspaceId: z.string(), endpointId: z.string() });

/** Sends what is due until told to stop. Any number of processes may run this. */
export function startDelivering(report: (error: unknown) => void): { stop: () => Promise<void> } {
  const broken = new AbortController();
  const serving = new Map<string, Promise<void>>();
  let stopping = false;

  const serve = async (endpoint: EndpointKey, key: string) => {
    try {
      while (!stopping && (await deliverDue(endpoint, { signal: broken.signal })) > 0);
    } catch (error) {
      report(error);
    } finally {
      serving.delete(key);
    }
  };
  const look = async () => {
    for (const endpoint of await findDue(new Date())) {
      const key = `${endpoint.workspaceId} ${endpoint.endpointId}`;
      if (stopping || serving.size >= MOST_ENDPOINTS) return;
      if (!serving.has(key)) serving.set(key, serve(endpoint, key));
    }
  };

  let working: Promise<unknown> = Promise.resolve();
  const inTurn = (work: () => Promise<unknown>) => () => {
    working = working.then(work).catch(report);
  };
  const timers = [
    setInterval(inTurn(look), LOOK_EVERY_MS),
    setInterval(
      inTurn(() => forgetOldMessages(new Date())),
      FORGET_EVERY_MS,
    ),
  ];
  return {
    stop: async () => {
      stopping = true;
      for (const timer of timers) clearInterval(timer);
      await working;
      const impatience = setTimeout(() => broken.abort(), PATIENCE_MS);
      await Promise.all(serving.values());
      clearTimeout(impatience);
    },
  };
}

/** Endpoints that something is due to. */
export const findDue = (now: Date): Promise<EndpointKey[]> =>
  queryRows(dueEndpoint, {
    text: `select distinct d.workspace_id as "workspaceId", d.endpoint_id as "endpointId" from outgoing_delivery d
      join outgoing_endpoint e on e.workspace_id = d.workspace_id and e.id = d.endpoint_id
      where d.state = 'pending' and d.next_at <= $1 and e.enabled`,
    values: [now],
  });
