import type { Operation } from './operations';
import { eventListParameters, replayBody } from './parameters';

const failed = (description: string) => ({ description, schema: 'Failure' as const });

export const eventOperations: readonly Operation[] = [
  {
    method: 'get',
    path: '/api/v1/events',
    id: 'listEvents',
    group: 'Events',
    summary: 'The log of events, newest first',
    description: 'Every event that was accepted, and what became of it. Nothing in it is ever deleted.',
    locked: true,
    parameters: eventListParameters,
    answers: {
      200: { description: 'A page.', schema: 'EventList' },
      400: failed('A parameter cannot be read; “field” names it.'),
      401: failed('No key, an unknown or revoked one, and no session.'),
      403: failed('A public key: it cannot read the log.'),
    },
  },
  {
    method: 'post',
    path: '/api/v1/events/replay',
    id: 'replayEvents',
    group: 'Events',
    summary: 'Stored events are read again, and their customers folded again',
    description:
      'A dry run does all of it, compares the rows of the ledger, and takes it back. Without changes of rules or settings it finds no difference. For real, the events wait for the projector, and keep their place in the log. Nothing is asked of Stripe.',
    locked: true,
    parameters: [],
    body: {
      description: 'Which events, and whether it is for real. No member at all is a dry run of every event.',
      schema: replayBody,
    },
    answers: {
      200: { description: 'What would change, or how many events now wait.', schema: 'Replay' },
      400: failed('A member cannot be read; “field” names it.'),
      401: failed('No key, an unknown or revoked one, and no session.'),
      403: failed('A public key, or a role that may not: analysts try, admins replay.'),
      503: failed('The workspace is being projected at the moment: try again in a minute.'),
    },
  },
];
