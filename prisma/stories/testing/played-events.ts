import { z } from 'zod';

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
