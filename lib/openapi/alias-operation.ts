import { aliasRequest } from '@/lib/identity/aliases/alias-request';
import { jsonSchema } from './json-schema';
import type { Operation } from './operations';

const failed = (description: string) => ({ description, schema: 'Failure' as const });

export const aliasOperation: Operation = {
  method: 'post',
  path: '/api/v1/people/alias',
  id: 'addAlias',
  group: 'People',
  summary: 'Says that two ids are one person',
  description:
    'At login, for one: the anonymous id of before stands for the user from now on, and all that it bought is the user’s. Neither has to be known yet: what is not waits for its customers. To say it again changes nothing.',
  locked: true,
  parameters: [],
  body: { description: 'The two ids.', schema: jsonSchema(aliasRequest) },
  answers: {
    200: { description: 'Both stand for one person.', schema: 'Alias' },
    400: failed('A member is missing or not of its form; “field” names it.'),
    401: failed('No key, an unknown or revoked one, and no session.'),
    403: failed('A public key, or a member who may not change identities.'),
    409: failed(
      'The alias stands for somebody else, “to” stands for the alias already (a circle), or a member took the two apart by hand. The message names both ids.',
    ),
    422: failed('An id is blank, longer than 255 characters or a placeholder such as “null”, or both are the same.'),
    503: failed('All customers are being resolved by other rules: send it again in a minute.'),
  },
};
