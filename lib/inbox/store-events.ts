import { getPool } from '@/lib/db/client';

/** A verified event, ready to be stored. */
export interface IncomingEvent {
  workspaceId: string;
  connectionId: string;
  id: string;
  type: string;
  apiVersion: string | null;
  livemode: boolean;
  account: string | null;
  objectId: string | null;
  occurredAt: Date;
  country: string | null;
  payload: string;
}

interface Waiting {
  event: IncomingEvent;
  resolve: () => void;
  reject: (error: unknown) => void;
}

/** More than this many callers are not kept waiting: they are told to come back. */
const LONGEST_QUEUE = 1000;
const LARGEST_BATCH = 100;
/** How many statements may be on their way at once. */
const LANES = 2;

let queue: Waiting[] = [];
let busy = 0;

/** Too many events are waiting for the database. */
export class QueueFull extends Error {}

/**
 * Resolves when the event is committed with `synchronous_commit=on`; an event that is already there is left as it is.
 * Callers that arrive together share one statement and one commit. Rejects when it could not be stored.
 */
export function storeEvent(event: IncomingEvent): Promise<void> {
  if (queue.length >= LONGEST_QUEUE) return Promise.reject(new QueueFull('the inbox queue is full'));
  return new Promise((resolve, reject) => {
    queue.push({ event, resolve, reject });
    if (busy < LANES) void drain();
  });
}

async function drain(): Promise<void> {
  busy += 1;
  while (queue.length > 0) {
    const batch = queue.slice(0, LARGEST_BATCH);
    queue = queue.slice(LARGEST_BATCH);
    try {
      await insertEvents(batch.map(({ event }) => event));
      for (const { resolve } of batch) resolve();
    } catch (error) {
      if (batch.length === 1) batch[0]?.reject(error);
      else await oneByOne(batch, error);
    }
  }
  busy -= 1;
}

/** One row that the database refuses must not take its neighbours along; a database that is away refuses all at once. */
async function oneByOne(batch: readonly Waiting[], error: unknown): Promise<void> {
  if (!isRefusedRow(error)) {
    for (const { reject } of batch) reject(error);
    return;
  }
  for (const { event, resolve, reject } of batch) await insertEvents([event]).then(resolve, reject);
}

/** SQLSTATE class 22 (data) or 54 (limits): the row, not the server. */
const isRefusedRow = (error: unknown) =>
  typeof error === 'object' &&
  error !== null &&
  'code' in error &&
  typeof error.code === 'string' &&
  /^(22|54)/.test(error.code);

const INSERT = `
  insert into stripe_event (workspace_id, connection_id, id, type, api_version, livemode, account, object_id, occurred_at, country, payload)
  select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bool[], $7::text[], $8::text[], $9::timestamptz[], $10::text[], $11::text[])
  on conflict do nothing`;

/** Several copies of one event in one statement are one row: the first. */
async function insertEvents(events: readonly IncomingEvent[]): Promise<void> {
  const column = <K extends keyof IncomingEvent>(key: K) => events.map((event) => event[key]);
  await getPool().query({
    name: 'store-events',
    text: INSERT,
    values: [
      column('workspaceId'),
      column('connectionId'),
      column('id'),
      column('type'),
      column('apiVersion'),
      column('livemode'),
      column('account'),
      column('objectId'),
      column('occurredAt').map((instant) => instant.toISOString()),
      column('country'),
      column('payload'),
    ],
  });
}
