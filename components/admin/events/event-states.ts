import type { EventState } from '@/lib/workspace/event-row';

export const EVENT_STATES = ['pending', 'projected', 'ignored', 'failed'] as const satisfies readonly EventState[];
