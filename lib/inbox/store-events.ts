import type pg from 'pg';
import { getPool } from '@/lib/db/client';
import { textArray } from '@/lib/db/text-array';
import { compareText } from '@/lib/ledger/order-versions';
import { noteStatement } from './storing-pressure';

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
/** For callers that do not say how long they can wait. */
const LONGEST_WAIT_MS = 30_000;

let queue: Waiting[] = [];
let draining = false;

/** Too many events are waiting for the database. */
export class QueueFull extends Error {}

/** The database did not answer in time. The event may be stored all the same, which is no harm. */
export class StoreTimeout extends Error {}

/**
 * Resolves when the event is committed with `synchronous_commit=on`; an event that is already there is left as it is.
 * Callers that arrive together share one statement and one commit. Rejects when it could not be stored within so many
 * milliseconds; then it waits no longer either, so that a database that hangs does not fill the memory.
 */
export function storeEvent(event: IncomingEvent, patience = LONGEST_WAIT_MS): Promise<void> {
  if (queue.length >= LONGEST_QUEUE) return Promise.reject(new QueueFull('the inbox queue is full'));
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      queue = queue.filter((other) => other !== waiting);
      reject(new StoreTimeout('the database did not answer in time'));
    }, patience);
    const settle = (end: () => void) => {
      clearTimeout(timer);
      end();
    };
    const waiting = { event, resolve: () => settle(resolve), reject: (error: unknown) => settle(() => reject(error)) };
    queue.push(waiting);
    if (!draining) void drain();
  });
}

/** One statement at a time: whoever arrives meanwhile shares the next. */
async function drain(): Promise<void> {
  draining = true;
  while (queue.length > 0) {
    const batch = queue.slice(0, LARGEST_BATCH);
    queue = queue.slice(LARGEST_BATCH);
    noteStatement(batch.length);
    try {
      await insertEvents(batch.map(({ event }) => event));
      for (const { resolve } of batch) resolve();
    } catch (error) {
      if (batch.length === 1) batch[0]?.reject(error);
      else await oneByOne(batch, error);
    }
  }
  draining = false;
}

/** One row that the database refuses must not take its neighbours along; a database that is away refuses all at once. */
async function oneByOne(batch: readonly Waiting[], error: unknown): Promise<void> {
  if (!isRefusedRow(error)) {
    for (const { reject } of batch) reject(error);
    return;
  }
  for (const { event, resolve, reject } of batch) await insertEvents([event]).then(() => resolve(), reject);
}

/** SQLSTATE class 22 (data) or 54 (limits): the row, not the server. */
const isRefusedRow = (error: unknown) =>
  typeof error === 'object' &&
  error !== null &&
  'code' in error &&
  typeof error.code === 'string' &&
  /^(22|54)/.test(error.code);

const insertAs = (recovered: boolean) => `
  insert into stripe_event
    (workspace_id, connection_id, id, type, api_version, livemode, account, object_id, occurred_at, country, payload, recovered)
  select workspace_id, connection_id, id, type, api_version, livemode::bool, account, object_id, occurred_at::timestamptz, country, payload,
    ${recovered}
  from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[])
    as e(workspace_id, connection_id, id, type, api_version, livemode, account, object_id, occurred_at, country, payload)
  on conflict do nothing${recovered ? ' returning id' : ''}`;
const INSERT = { delivered: insertAs(false), recovered: insertAs(true) };

/** A statement that takes longer hangs: its connection is given up, so that the lane is free again. */
const STATEMENT_LIMIT_MS = 10_000;

/**
 * Stores events of Stripe's list that no delivery has brought, as deliveries are stored; those that are there are left as
 * they are. Resolves with the ids of the others when they are committed.
 */
export const storeRecovered = (events: readonly IncomingEvent[]): Promise<ReadonlySet<string>> =>
  insertEvents(events, 'recovered');

/**
 * Several copies of one event in one statement are one row: the first. In order of key, so that two statements with copies
 * of the same events wait for each other in one direction only.
 */
async function insertEvents(
  unordered: readonly IncomingEvent[],
  way: keyof typeof INSERT = 'delivered',
): Promise<ReadonlySet<string>> {
  const events = [...unordered].sort((a, b) => compareText(a.connectionId, b.connectionId) || compareText(a.id, b.id));
  const column = (read: (event: IncomingEvent) => string | null) => textArray(events.map(read));
  const insert: pg.QueryConfig & { query_timeout: number } = {
    name: `store-${way}`,
    text: INSERT[way],
    query_timeout: STATEMENT_LIMIT_MS,
    values: [
      column(({ workspaceId }) => workspaceId),
      column(({ connectionId }) => connectionId),
      column(({ id }) => id),
      column(({ type }) => type),
      column(({ apiVersion }) => apiVersion),
      column(({ livemode }) => String(livemode)),
      column(({ account }) => account),
      column(({ objectId }) => objectId),
      column(({ occurredAt }) => occurredAt.toISOString()),
      column(({ country }) => country),
      column(({ payload }) => payload),
    ],
  };
  const { rows } = await getPool().query<{ id: string }>(insert);
  return new Set(rows.map(({ id }) => id));
}
