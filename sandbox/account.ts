import { z } from 'zod';
import { allRoutes } from './api/all-routes';
import { authenticate } from './billing/authenticate';
import { closeDispute, type DisputeOutcome, type DisputeRequest, disputeCharge } from './billing/dispute-charge';
import { failPayout, type PayoutSchedule, setPayoutSchedule } from './billing/payouts';
import { failRefund } from './billing/refund-charge';
import { clockOfRequest } from './core/clock-of-request';
import { expand } from './core/expand';
import { createIdempotency } from './core/idempotency';
import { listOf, parseParams, text } from './core/params';
import { createRouter, type Method } from './core/router';
import type { PaymentOutcome, Settings } from './core/sandbox';
import { type AsVersion, createMachine } from './machine';
import type { Dispute } from './objects/dispute';
import type { StripeEvent } from './objects/event';
import type { Payout } from './objects/payout';
import type { Refund } from './objects/refund';
import type { WebhookEndpoint } from './objects/webhook-endpoint';
import { type PageAnswer, visit } from './pages/visit';
import { checkVersion } from './versions/api-version';
import { asOfVersion } from './versions/as-of-version';

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
  /** What events and answers are shaped by unless a request or an endpoint asks for another; the current one unless told. */
  readonly apiVersion?: string;
  /** `daily` pays out by itself what is available; `manual`, unless told, only on request. */
  readonly payouts?: PayoutSchedule;
}

export interface RequestOptions {
  readonly idempotencyKey?: string | undefined;
  /** Instead of the account's own: the answer has the shapes of that version. */
  readonly apiVersion?: string | undefined;
}

export interface SandboxAccount {
  /** One request of Stripe's HTTP API, with nested parameters as the SDK takes them. Throws StripeApiError. */
  request(method: Method, path: string, params?: Readonly<Record<string, unknown>>, options?: RequestOptions): object;
  /** Moves the clock forward and does on the way what falls due: renewals, trial ends, retries, cancellations. */
  advanceTo(date: Date): void;
  now(): Date;
  /** Every event so far, oldest first. Events are values: never change one. */
  events(): StripeEvent[];
  /** Calls for each new event, which other versions can show only now; returns how to stop. */
  onEvent(listener: (event: StripeEvent, as: AsVersion) => void): () => void;
  /** What the customer's bank says to every later payment attempt, whatever the card. */
  setPaymentOutcome(customerId: string, outcome: PaymentOutcome): void;
  /** Units of the settlement currency for one unit of the other; without a rate a currency settles as itself. */
  setExchangeRate(currency: string, rate: number): void;
  /** The buyer proves to their bank who they are, or fails to: what a payment or setup that `requires_action` waits for. */
  authenticate(intentId: string, proved: boolean): object;
  /** A request of a buyer's browser: a page of a session, of a payment link or of a bank; undefined where there is none. */
  visit(method: Method, path: string, form: Readonly<Record<string, unknown>>): PageAnswer | undefined;
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
  const idempotency = createIdempotency(sandbox.time);

  function answer(
    method: Method,
    path: string,
    { expand: paths, ...params }: Readonly<Record<string, unknown>>,
    version: string,
  ): object {
    const wanted = paths === undefined ? [] : parseParams(expandParam, paths);
    const { route, ids } = router.find(method, path);
    const shape = (value: object) => asOfVersion(sandbox.store, value, version);
    return sandbox.testClocks.run(clockOfRequest(sandbox, params, ids), () =>
      expand(sandbox, shape(route.answer(sandbox, params, ids)), wanted, shape),
    );
  }

  return {
    request(method, path, params = {}, { idempotencyKey, apiVersion } = {}) {
      const version = checkVersion(apiVersion ?? machine.apiVersion);
      machine.beginRequest(method === 'GET' ? undefined : idempotencyKey);
      try {
        if (method !== 'POST' || idempotencyKey === undefined) return answer(method, path, params, version);
        const fingerprint = `${path} ${JSON.stringify(params)}`;
        return idempotency.once(idempotencyKey, fingerprint, () => answer(method, path, params, version));
      } finally {
        machine.endRequest();
      }
    },
    advanceTo: machine.advanceTo,
    now: () => new Date(sandbox.time() * 1000),
    events: () => sandbox.store.events.all(),
    onEvent: machine.onEvent,
    setPaymentOutcome: (customerId, outcome) => void sandbox.outcomes.set(customerId, outcome),
    setExchangeRate: (currency, rate) => void sandbox.exchangeRates.set(currency.toLowerCase(), rate),
    authenticate: (intentId, proved) =>
      sandbox.testClocks.run(clockOfRequest(sandbox, {}, [intentId]), () => authenticate(sandbox, intentId, proved)),
    visit(method, path, form) {
      machine.beginRequest(undefined);
      try {
        const ids = path.split('/');
        return sandbox.testClocks.run(clockOfRequest(sandbox, {}, ids), () => visit(sandbox, method, path, form));
      } finally {
        machine.endRequest();
      }
    },
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
