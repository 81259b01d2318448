import type { EventSource, EventState } from '@/lib/workspace/event-row';

export const EVENT_STATES = ['pending', 'projected', 'ignored', 'failed'] as const satisfies readonly EventState[];
export const EVENT_SOURCES = ['webhook', 'recovered', 'api'] as const satisfies readonly EventSource[];

export const SOURCE_LABELS: Record<EventSource, string> = {
  webhook: 'Webhook',
  recovered: 'Recovered by catch-up',
  api: 'Read from the API',
};
