import type { SandboxAccountOptions } from './account';
import { DUE_KINDS, type DueKind } from './billing/due-kinds';
import { runDueTask } from './billing/run-due-task';
import { createClockQueue } from './core/clock-queue';
import { createIds } from './core/ids';
import type { Sandbox } from './core/sandbox';
import { createStore } from './core/store';
import { API_VERSION, type StripeEvent } from './objects/event';

/** The clock, the queue of due things and the log of events. */
export function createMachine(options: SandboxAccountOptions) {
  const seed = options.seed ?? 1;
  const ids = createIds(seed);
  const store = createStore();
  const queue = createClockQueue<DueKind>(DUE_KINDS);
  const listeners = new Set<(event: StripeEvent) => void>();
  const nobody = { id: null, idempotency_key: null };
  let clock = Math.floor(options.startAt.getTime() / 1000);
  let request: StripeEvent['request'] = nobody;

  const sandbox: Sandbox = {
    settings: {
      accountId: ids.next('acct'),
      accountName: options.name ?? 'Sandbox',
      adaptivePricing: options.adaptivePricing ?? 'presentment_details',
      afterRetries: options.afterRetries ?? 'cancel',
      country: options.country ?? 'US',
      currency: (options.currency ?? 'usd').toLowerCase(),
      eventRetentionDays: options.eventRetentionDays ?? 30,
      livemode: options.livemode ?? true,
      startAt: clock,
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
    time: () => clock,
    schedule: (at, kind, id) => queue.push({ at, kind, id }),
    emit(type, object, previous) {
      const endpoints = store.webhookEndpoints.all().filter(({ status }) => status === 'enabled');
      const event = store.events.add({
        id: ids.next('evt'),
        object: 'event',
        api_version: API_VERSION,
        created: clock,
        data: previous ? { object, previous_attributes: previous } : { object },
        livemode: options.livemode ?? true,
        pending_webhooks: endpoints.length,
        request,
        type,
      });
      for (const listener of listeners) listener(event);
    },
  };

  function runDue(until: number): void {
    for (let task = queue.popDue(until); task; task = queue.popDue(until)) {
      clock = Math.max(clock, task.at);
      runDueTask(sandbox, task);
    }
  }

  return {
    sandbox,
    beginRequest(idempotencyKey: string | undefined) {
      request = { id: ids.next('req'), idempotency_key: idempotencyKey ?? null };
    },
    endRequest() {
      request = nobody;
      runDue(clock);
    },
    /** Does something and then what falls due with it in the same second. */
    settled<T>(act: () => T): T {
      const result = act();
      runDue(clock);
      return result;
    },
    onEvent(listener: (event: StripeEvent) => void) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    advanceTo(date: Date) {
      const until = Math.floor(date.getTime() / 1000);
      if (until < clock) throw new Error(`the clock is at ${new Date(clock * 1000).toISOString()} and cannot go back`);
      runDue(until);
      clock = until;
    },
  };
}
