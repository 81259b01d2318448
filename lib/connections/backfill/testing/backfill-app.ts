import { startBackfills } from '../start-backfills';

// The webhook door, the projector and the loop that reads histories, as a process that tests may kill.
startBackfills((error) => console.error(error));
await import('@/lib/inbox/faults/testing/webhook-app');
