import { newConnection, steering } from '@/lib/workspace/connection-answer';
import { jsonSchema } from './json-schema';
import type { Answer, Operation } from './operations';
import { connectionPath } from './parameters';

const failed = (description: string): Answer => ({ description, schema: 'Failure' });
const LOCKED = {
  401: failed('No key, an unknown or revoked one, and no session.'),
  403: failed('A public key, or a member who may not change connections.'),
};
const UNKNOWN = { 404: failed('There is no such connection.') };

export const connectionOperations: readonly Operation[] = [
  {
    method: 'get',
    path: '/api/v1/connections',
    id: 'listConnections',
    group: 'Connections',
    summary: 'The Stripe accounts of the workspace',
    locked: true,
    parameters: [],
    answers: { 200: { description: 'Every connection.', schema: 'ConnectionList' }, ...LOCKED },
  },
  {
    method: 'post',
    path: '/api/v1/connections',
    id: 'addConnection',
    group: 'Connections',
    summary: 'Adds a Stripe account',
    description:
      'With a restricted key its permissions are tried and its history begins to be read. Without one it waits for webhooks: add the endpoint in Stripe, and its signing secret on the Sources page.',
    locked: true,
    parameters: [],
    body: { description: 'A name, and a restricted key if there is one.', schema: jsonSchema(newConnection) },
    answers: {
      201: { description: 'The connection. The key is never sent back.', schema: 'Connection' },
      400: failed('A field is missing or not of its form; “field” names it.'),
      ...LOCKED,
      422: failed('Stripe does not know the key. Nothing was added.'),
    },
  },
  {
    method: 'get',
    path: '/api/v1/connections/{id}',
    id: 'getConnection',
    group: 'Connections',
    summary: 'One connection: checklist, health, progress of the backfill, permissions',
    locked: true,
    parameters: [connectionPath],
    answers: { 200: { description: 'The connection.', schema: 'Connection' }, ...LOCKED, ...UNKNOWN },
  },
  {
    method: 'post',
    path: '/api/v1/connections/{id}/backfill',
    id: 'steerBackfill',
    group: 'Connections',
    summary: 'Starts, pauses or resumes reading the history',
    locked: true,
    parameters: [connectionPath],
    body: { description: 'What to do.', schema: jsonSchema(steering) },
    answers: {
      200: { description: 'The connection as it is now.', schema: 'Connection' },
      400: failed('“action” is none of the three.'),
      ...LOCKED,
      ...UNKNOWN,
      409: failed('There is nothing to pause, or nothing is paused.'),
      422: failed('No key is stored to read with.'),
    },
  },
];
