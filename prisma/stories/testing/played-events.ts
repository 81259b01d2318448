import { z } from 'zod';

const item = z.object({
  quantity: z.number().int(),
  price: z.object({ unit_amount: z.number().int(), recurring: z.object({ interval: z.enum(['month', 'year']) }) }),
});

/** The parts of an event that the story's tests look at. */
const playedEvent = z.object({
  id: z.string(),
  type: z.string(),
  created: z.number().int(),
  data: z.object({
    object: z.looseObject({
      id: z.string(),
      status: z.string().nullish(),
      name: z.string().nullish(),
      currency: z.string().nullish(),
      cancellation_details: z.looseObject({ reason: z.string().nullable() }).nullish(),
    }),
  }),
});

export type PlayedEvent = z.infer<typeof playedEvent>;

export function playedEvents(events: readonly unknown[]): PlayedEvent[] {
  return events.map((event) => playedEvent.parse(event));
}

const centsPerUnit: Readonly<Record<string, number>> = { usd: 1, eur: 1.1, jpy: 100 / 150 };

/**
 * US cents a month of all subscriptions that run after the last event, at list price and round rates: a second
 * opinion on the story's size, not on Headwater's arithmetic.
 */
export function mrrAtTheEnd(events: readonly PlayedEvent[]): number {
  const subscriptions = new Map<string, PlayedEvent['data']['object']>();
  for (const { type, data } of events) {
    if (type.startsWith('customer.subscription.')) subscriptions.set(data.object.id, data.object);
  }
  return [...subscriptions.values()].reduce((sum, subscription) => sum + monthly(subscription), 0);
}

function monthly({ status, items, currency }: PlayedEvent['data']['object']): number {
  if (status !== 'active' && status !== 'past_due') return 0;
  const { data } = z.object({ data: z.array(item) }).parse(items);
  const minor = data.reduce(
    (sum, { quantity, price }) => sum + (price.unit_amount * quantity) / (price.recurring.interval === 'year' ? 12 : 1),
    0,
  );
  return minor * (centsPerUnit[currency ?? ''] ?? 0);
}
