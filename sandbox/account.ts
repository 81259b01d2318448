import { z } from 'zod';
import { allRoutes } from './api/all-routes';
import { authenticate } from './billing/authenticate';
import { closeDispute, type DisputeOutcome, type DisputeRequest, disputeCharge } from './billing/dispute-charge';
import { DUE_KINDS, type DueKind } from './billing/due-kinds';
import { failPayout, type PayoutSchedule, setPayoutSchedule } from './billing/payouts';
import { failRefund } from './billing/refund-charge';
import { runDueTask } from './billing/run-due-task';
import { createClockQueue } from './core/clock-queue';
import { StripeApiError } from './core/errors';
import { expand } from './core/expand';
import { createIds } from './core/ids';
import { listOf, parseParams, text } from './core/params';
import { createRouter, type Method } from './core/router';
import type { PaymentOutcome, Sandbox, Settings } from './core/sandbox';
import { createStore } from './core/store';
import type { Dispute } from './objects/dispute';
import { API_VERSION, type StripeEvent } from './objects/event';
import type { Payout } from './objects/payout';
import type { Refund } from './objects/refund';
import type { WebhookEndpoint } from './objects/webhook-endpoint';

export interface SandboxAccountOptions {
  readonly startAt: Date;
  /** The settlement currency; `usd` unless told. */
  readonly currency?: string;
  /** True unless told: a demo's numbers are live numbers. */
  readonly livemode?: boolean;
  readonly name?: string;
  readonly country?: string;
  /** Another seed gives other ids and nothing else. */
  readonly seed?: number;
  readonly afterRetries?: Settings['afterRetries'];
  readonly eventRetentionDays?: number;
  /** `daily` pays out by itself what is available; `manual`, unless told, only on request. */
  readonly payouts?: PayoutSchedule;
}

export interface RequestOptions {
  readonly idempotencyKey?: string | undefined;
}

export interface SandboxAccount {
  /** One request of Stripe's HTTP API, with nested parameters as the SDK takes them. Throws StripeApiError. */
  request(method: Method, path: string, params?: Readonly<Record<string, unknown>>, options?: RequestOptions): object;
  /** Moves the clock forward and does on the way what falls due: renewals, trial ends, retries, cancellations. */
  advanceTo(date: Date): void;
  now(): Date;
  /** Every event so far, oldest first. Events are values: never change one. */
  events(): StripeEvent[];
  /** Calls for each new event; returns how to stop. */
  onEvent(listener: (event: StripeEvent) => void): () => void;
  /** What the customer's bank says to every later payment attempt, whatever the card. */
  setPaymentOutcome(customerId: string, outcome: PaymentOutcome): void;
  /** Units of the settlement currency for one unit of the other; without a rate a currency settles as itself. */
  setExchangeRate(currency: string, rate: number): void;
  /** The buyer proves to their bank who they are, or fails to: what a payment or setup that `requires_action` waits for. */
  authenticate(intentId: string, proved: boolean): object;
  /** Where the pages that buyers see are served; they are on Stripe's hosts until told. */
  servePagesAt(url: string): void;
  /** The bank sends a refund back. */
  failRefund(refundId: string): Refund;
  /** A cardholder disputes a charge; the bank's decision follows with `decideDispute`. */
  disputeCharge(chargeId: string, request?: DisputeRequest): Dispute;
  decideDispute(disputeId: string, outcome: DisputeOutcome): Dispute;
  setPayoutSchedule(interval: PayoutSchedule): void;
  /** The bank refuses a payout. */
  failPayout(payoutId: string): Payout;
  /** For the deliverer: what an endpoint is signed with, and which events count as not delivered. */
  readonly webhooks: {
    endpoints(): WebhookEndpoint[];
    secretOf(endpointId: string): string | undefined;
    markDelivered(eventId: string): void;
    markUndelivered(eventId: string): void;
  };
}

export function createSandboxAccount(options: SandboxAccountOptions): SandboxAccount {
  const machine = createMachine(options);
  const { sandbox } = machine;
  setPayoutSchedule(sandbox, options.payouts ?? 'manual');
  const router = createRouter(allRoutes);
  const answered = new Map<string, { fingerprint: string; outcome: () => object }>();

  function answer(
    method: Method,
    path: string,
    { expand: paths, ...params }: Readonly<Record<string, unknown>>,
  ): object {
    const wanted = paths === undefined ? [] : parseParams(expandParam, paths);
    const { route, ids } = router.find(method, path);
    return expand(sandbox, route.answer(sandbox, params, ids), wanted);
  }

  return {
    request(method, path, params = {}, { idempotencyKey } = {}) {
      machine.beginRequest(method === 'GET' ? undefined : idempotencyKey);
      try {
        if (method !== 'POST' || idempotencyKey === undefined) return answer(method, path, params);
        const fingerprint = `${path} ${JSON.stringify(params)}`;
        const known = answered.get(idempotencyKey) ?? {
          fingerprint,
          outcome: remember(() => answer(method, path, params)),
        };
        answered.set(idempotencyKey, known);
        if (known.fingerprint !== fingerprint) throw keyReused(idempotencyKey);
        return known.outcome();
      } finally {
        machine.endRequest();
        if (method !== 'GET') machine.advanceTo(new Date(sandbox.time() * 1000));
      }
    },
    advanceTo: machine.advanceTo,
    now: () => new Date(sandbox.time() * 1000),
    events: () => sandbox.store.events.all(),
    onEvent: machine.onEvent,
    setPaymentOutcome: (customerId, outcome) => void sandbox.outcomes.set(customerId, outcome),
    setExchangeRate: (currency, rate) => void sandbox.exchangeRates.set(currency.toLowerCase(), rate),
    authenticate: (intentId, proved) => machine.settled(() => authenticate(sandbox, intentId, proved)),
    servePagesAt: (url) => void Object.assign(sandbox.pages, { checkout: url, hooks: url, links: url }),
    failRefund: (refundId) => failRefund(sandbox, refundId),
    disputeCharge: (chargeId, request) => disputeCharge(sandbox, chargeId, request),
    setPayoutSchedule: (interval) => setPayoutSchedule(sandbox, interval),
    failPayout: (payoutId) => failPayout(sandbox, payoutId),
    decideDispute: (disputeId, outcome) => closeDispute(sandbox, disputeId, outcome),
    webhooks: {
      endpoints: () => sandbox.store.webhookEndpoints.all().filter(({ status }) => status === 'enabled'),
      secretOf: (endpointId) => sandbox.webhookSecrets.get(endpointId),
      markDelivered: (eventId) => void sandbox.undelivered.delete(eventId),
      markUndelivered: (eventId) => void sandbox.undelivered.add(eventId),
    },
  };
}

const expandParam = z.union([listOf(text), text.transform((path) => [path])]);

/** Stripe repeats the first answer to a key, refusals included. */
function remember(run: () => object): () => object {
  let outcome: (() => object) | undefined;
  return () => {
    if (outcome) return outcome();
    try {
      const result = run();
      outcome = () => result;
    } catch (error) {
      if (!(error instanceof StripeApiError)) throw error;
      outcome = () => {
        throw error;
      };
    }
    return outcome();
  };
}

const keyReused = (key: string) =>
  new StripeApiError(400, {
    type: 'idempotency_error',
    message: `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}'.`,
  });

/** The clock, the queue of due things and the log of events. */
function createMachine(options: SandboxAccountOptions) {
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
