import { setTimeout as sleep } from 'node:timers/promises';
import type { SandboxAccount } from './account';
import { createWebhookSender, type WebhookSender } from './http/post-webhook';
import type { StripeEvent } from './objects/event';
import type { WebhookEndpoint } from './objects/webhook-endpoint';
import { hasEvent } from './versions/api-version';

export interface DeliveryOptions {
  readonly url: string;
  readonly secret: string;
  /** How many are on their way at once. */
  readonly concurrency?: number;
  /** Waits before each further try; after the last the event counts as undelivered. `Retry-After` lengthens a wait. */
  readonly retryDelaysMs?: readonly number[];
  readonly timeoutMs?: number;
  readonly onProgress?: (delivered: number, total: number) => void;
}

export const DEFAULT_RETRY_DELAYS_MS = [250, 500, 1000, 2000, 4000, 8000] as const;
const CONCURRENCY = 16;
const TIMEOUT_MS = 20_000;

/** Some events were never acknowledged with a 2xx. */
export class UndeliveredError extends Error {
  constructor(readonly eventIds: readonly string[]) {
    super(
      `${eventIds.length} events were not acknowledged: ${eventIds.slice(0, 5).join(', ')}${eventIds.length > 5 ? ' …' : ''}`,
    );
    this.name = 'UndeliveredError';
  }
}

/** Sends events as signed webhooks, several at once and so in no strict order; resolves when all are acknowledged. */
export async function deliverEvents(events: readonly StripeEvent[], options: DeliveryOptions): Promise<void> {
  const concurrency = options.concurrency ?? CONCURRENCY;
  const sender = createWebhookSender({ ...options, timeoutMs: options.timeoutMs ?? TIMEOUT_MS }, concurrency);
  const undelivered: string[] = [];
  let next = 0;
  let delivered = 0;
  const work = async () => {
    for (let event = events[next++]; event; event = events[next++]) {
      if (await deliver(sender, event, options.retryDelaysMs ?? DEFAULT_RETRY_DELAYS_MS)) {
        options.onProgress?.(++delivered, events.length);
      } else {
        undelivered.push(event.id);
      }
    }
  };
  try {
    await Promise.all(Array.from({ length: concurrency }, work));
  } finally {
    sender.close();
  }
  if (undelivered.length > 0) throw new UndeliveredError(undelivered);
}

async function deliver(sender: WebhookSender, event: StripeEvent, delays: readonly number[]): Promise<boolean> {
  const payload = JSON.stringify(event);
  for (let attempt = 0; ; attempt++) {
    const { status, retryAfterMs } = await sender.post(payload);
    if (status !== undefined && status >= 200 && status < 300) return true;
    const delay = delays[attempt];
    if (delay === undefined) return false;
    await sleep(Math.max(delay, retryAfterMs ?? 0));
  }
}

export interface WebhookDispatcher {
  /** Resolves when nothing is on its way. */
  idle(): Promise<void>;
  /** Stops taking new events and lets what is on its way finish. */
  stop(): Promise<void>;
}

/** Sends every new event of the account to its registered endpoints, and records which were not acknowledged. */
export function dispatchWebhooks(
  account: SandboxAccount,
  options: Pick<DeliveryOptions, 'concurrency' | 'retryDelaysMs' | 'timeoutMs'> = {},
): WebhookDispatcher {
  const lanes = new Map<string, { waiting: StripeEvent[]; running: Promise<void> | undefined }>();

  const drain = async (endpoint: WebhookEndpoint, waiting: StripeEvent[]) => {
    const secret = account.webhooks.secretOf(endpoint.id) ?? '';
    for (let batch = waiting.splice(0); batch.length > 0; batch = waiting.splice(0)) {
      const failed = await undeliveredOf(batch, { ...options, url: endpoint.url, secret });
      for (const { id } of batch) if (!failed.has(id)) account.webhooks.markDelivered(id);
    }
  };

  const stopListening = account.onEvent((event, as) => {
    for (const endpoint of account.webhooks.endpoints()) {
      if (!endpoint.enabled_events.some((type) => type === '*' || type === event.type)) continue;
      if (endpoint.api_version !== null && !hasEvent(endpoint.api_version, event.type)) continue;
      account.webhooks.markUndelivered(event.id);
      const lane = lanes.get(endpoint.id) ?? { waiting: [], running: undefined };
      lanes.set(endpoint.id, lane);
      lane.waiting.push(endpoint.api_version === null ? event : as(endpoint.api_version));
      lane.running ??= Promise.resolve()
        .then(() => drain(endpoint, lane.waiting))
        .finally(() => {
          lane.running = undefined;
        });
    }
  });

  const idle = async () => {
    for (let running = [...lanes.values()].flatMap((lane) => lane.running ?? []); running.length > 0; ) {
      await Promise.all(running);
      running = [...lanes.values()].flatMap((lane) => lane.running ?? []);
    }
  };
  return {
    idle,
    stop: () => {
      stopListening();
      return idle();
    },
  };
}

async function undeliveredOf(batch: readonly StripeEvent[], options: DeliveryOptions): Promise<ReadonlySet<string>> {
  try {
    await deliverEvents(batch, options);
    return new Set();
  } catch (error) {
    if (error instanceof UndeliveredError) return new Set(error.eventIds);
    throw error;
  }
}
