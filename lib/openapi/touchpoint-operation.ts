import { touchpointBody } from '@/lib/tracking/touchpoint-input';
import { jsonSchema } from './json-schema';
import type { Operation } from './operations';

const failed = (description: string) => ({ description, schema: 'Failure' as const });

export const touchpointOperation: Operation = {
  method: 'post',
  path: '/api/v1/touchpoints',
  id: 'addTouchpoints',
  group: 'Attribution',
  summary: 'Tells of clicks and visits that a server saw',
  description:
    'Each belongs to whoever it names: a user of the app, an address, a Stripe customer, a browser of the script, or several of these, which are one person then. To tell one again changes nothing. Sales are credited to touches before a person’s first sale.',
  locked: true,
  parameters: [],
  body: { description: 'One touchpoint, or up to 1,000.', schema: jsonSchema(touchpointBody) },
  answers: {
    200: { description: 'How many were new, and their ids.', schema: 'TouchpointsStored' },
    400: failed('A member is missing or not of its form; “field” names it by its index. Nothing is stored.'),
    401: failed('No key, an unknown or revoked one, and no session.'),
    403: failed('A public key, or a member who may only look.'),
    422: failed('There is no such link, or an id is a placeholder such as “null”. Nothing is stored.'),
    429: failed('Too many calls from one address or with one key. “Retry-After” says when to go on.'),
  },
};
