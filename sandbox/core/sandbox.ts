import type { DueKind } from '../billing/due-kinds';
import type { StripeObject } from '../objects/event';
import type { Collection, Row } from './collection';
import type { Ids } from './ids';
import { previousAttributes } from './previous-attributes';
import type { Store } from './store';

export interface Settings {
  readonly accountId: string;
  readonly accountName: string;
  readonly country: string;
  /** What the account settles in. */
  readonly currency: string;
  readonly livemode: boolean;
  readonly startAt: number;
  readonly eventRetentionDays: number;
  /** How a sale in the buyer's own currency is told: as it is now, or as it was before 2025-03-31. */
  readonly adaptivePricing: 'presentment_details' | 'currency_conversion';
  /** What becomes of a subscription whose last payment retry failed. */
  readonly afterRetries: 'cancel' | 'mark_unpaid' | 'leave_past_due';
}

export type PaymentOutcome = 'succeed' | 'decline';

/** Clocks beside the account's own: who lives on one is billed by its time. */
export interface TestClocks {
  start(id: string, at: number): void;
  advance(id: string, to: number): void;
  /** Does something at the time of that clock; null is the account's own. */
  run<T>(id: string | null, act: () => T): T;
  stop(id: string): void;
}

/** What the billing machine and the request handlers work with. */
export interface Sandbox {
  readonly settings: Settings;
  readonly store: Store;
  readonly ids: Ids;
  readonly outcomes: Map<string, PaymentOutcome>;
  /** Units of the settlement currency for one unit of another; a currency without a rate settles as itself. */
  readonly exchangeRates: Map<string, number>;
  /** Events an endpoint has not acknowledged. */
  readonly undelivered: Set<string>;
  readonly webhookSecrets: Map<string, string>;
  /** Where the pages that buyers see are: Stripe's hosts, or the server that serves them. */
  readonly pages: { checkout: string; hooks: string; links: string };
  readonly testClocks: TestClocks;
  /** The clock in unix seconds: the account's, or inside `testClocks.run` that of a test clock. */
  time(): number;
  schedule(at: number, kind: DueKind, id: string): void;
  emit(type: string, object: StripeObject, previous?: Readonly<Record<string, unknown>>): void;
}

/** Stores the changed object and, when something visible changed, announces it with its previous attributes. */
export function change<T extends Row & StripeObject>(
  sandbox: Sandbox,
  collection: Collection<T>,
  before: T,
  patch: Partial<T>,
  eventType?: string,
): T {
  const after = collection.replace({ ...before, ...patch });
  if (eventType) {
    const previous = previousAttributes(before, after);
    if (previous) sandbox.emit(eventType, after, previous);
  }
  return after;
}
