import type { SandboxAccountOptions } from './account';
import { DUE_KINDS, type DueKind } from './billing/due-kinds';
import { runDueTask } from './billing/run-due-task';
import { type ClockQueue, createClockQueue } from './core/clock-queue';
import { createIds } from './core/ids';
import type { Sandbox } from './core/sandbox';
import { createStore } from './core/store';
import { API_VERSION, type StripeEvent } from './objects/event';
import { BASIL, checkVersion, hasEvent, isBefore } from './versions/api-version';
import { eventAsOfVersion } from './versions/as-of-version';

/** Renders an event as another API version shows it, as of the moment in which it happens. */
export type AsVersion = (version: string) => StripeEvent;

/** The clock, the queue of due things and the log of events. */
export function createMachine(options: SandboxAccountOptions) {
  const seed = options.seed ?? 1;
  const ids = createIds(seed);
  const store = createStore();
  const apiVersion = checkVersion(options.apiVersion ?? API_VERSION);
  const listeners = new Set<(event: StripeEvent, as: AsVersion) => void>();
  const nobody = { id: null, idempotency_key: null };
  const account = createTimeline(Math.floor(options.startAt.getTime() / 1000));
  const testClocks = new Map<string, Timeline>();
  let current = account;
  let request: StripeEvent['request'] = nobody;

  const sandbox: Sandbox = {
    settings: {
      accountId: ids.next('acct'),
      accountName: options.name ?? 'Sandbox',
      adaptivePricing: isBefore(apiVersion, BASIL) ? 'currency_conversion' : 'presentment_details',
      afterRetries: options.afterRetries ?? 'cancel',
      country: options.country ?? 'US',
      currency: (options.currency ?? 'usd').toLowerCase(),
      eventRetentionDays: options.eventRetentionDays ?? 30,
      livemode: options.livemode ?? true,
      startAt: account.now,
    },
    store,
    ids,
    outcomes: new Map(),
    exchangeRates: new Map(),
    undelivered: new Set(),
    webhookSecrets: new Map(),
    pages: {
      checkout: 'https://checkout.stripe.com',
      hooks: 'https://hooks.stripe.com',
      links: 'https://buy.stripe.com',
    },
    time: () => current.now,
    schedule: (at, kind, id) => current.queue.push({ at, kind, id }),
    testClocks: {
      start: (id, at) => void testClocks.set(id, createTimeline(at)),
      advance: (id, to) => onTimeline(testClocks.get(id) ?? account, () => advance(to)),
      run: (id, act) => onTimeline(testClocks.get(id ?? '') ?? account, act),
      stop: (id) => void testClocks.delete(id),
    },
    emit(type, object, previous) {
      const endpoints = store.webhookEndpoints.all().filter(({ status }) => status === 'enabled');
      const happened: StripeEvent = {
        id: ids.next('evt'),
        object: 'event',
        api_version: API_VERSION,
        created: current.now,
        data: previous ? { object, previous_attributes: previous } : { object },
        livemode: options.livemode ?? true,
        pending_webhooks: endpoints.length,
        request,
        type,
      };
      if (!hasEvent(apiVersion, type)) return;
      const as: AsVersion = (version) => eventAsOfVersion(store, happened, version);
      const event = store.events.add(as(apiVersion));
      if (current !== account) store.emittedAt.set(event.id, account.now);
      for (const listener of listeners) listener(event, as);
    },
  };

  function onTimeline<T>(timeline: Timeline, act: () => T): T {
    const before = current;
    current = timeline;
    try {
      return act();
    } finally {
      runDue(current.now);
      current = before;
    }
  }

  function advance(until: number): void {
    runDue(until);
    current.now = until;
  }

  function runDue(until: number): void {
    for (let task = current.queue.popDue(until); task; task = current.queue.popDue(until)) {
      current.now = Math.max(current.now, task.at);
      runDueTask(sandbox, task);
    }
  }

  return {
    sandbox,
    apiVersion,
    beginRequest(idempotencyKey: string | undefined) {
      request = { id: ids.next('req'), idempotency_key: idempotencyKey ?? null };
    },
    endRequest() {
      request = nobody;
      runDue(current.now);
    },
    onEvent(listener: (event: StripeEvent, as: AsVersion) => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    advanceTo(date: Date) {
      const until = Math.floor(date.getTime() / 1000);
      if (until < account.now) {
        throw new Error(`the clock is at ${new Date(account.now * 1000).toISOString()} and cannot go back`);
      }
      advance(until);
    },
  };
}

/** One course of time: the account's own, or that of a test clock. */
interface Timeline {
  now: number;
  readonly queue: ClockQueue<DueKind>;
}

const createTimeline = (now: number): Timeline => ({ now, queue: createClockQueue<DueKind>(DUE_KINDS) });
