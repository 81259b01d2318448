import { z } from 'zod';
import type { Answer, Operation } from './operations';
import { cursor, modeParameter, parameter } from './parameters';

const failed = (description: string): Answer => ({ description, schema: 'Failure' });

export const linkOperations: readonly Operation[] = [
  {
    method: 'get',
    path: '/api/v1/links',
    id: 'listLinks',
    group: 'Attribution',
    summary: 'Short links, the newest first, with what each brought',
    description:
      'Links are made, changed and deleted as at Dub: the official “dub” SDK, with “serverURL” set to the address of this Headwater and a secret key as its token, works for POST, GET, PATCH and DELETE /links, /links/{id}, /links/info, /links/count, /links/upsert and /links/bulk. What Headwater’s links do not have (passwords, geo targeting, tags, tests) is refused by name.',
    locked: true,
    parameters: [
      parameter('search', z.string().max(500), 'Part of the slug, the address, the title or the campaign.'),
      parameter('archived', z.enum(['true', 'false']).default('false'), 'Also those that were put away.'),
      parameter('partner', z.string(), 'Id of the partner whose links they are.'),
      modeParameter,
      parameter('from', z.iso.date(), 'First day whose clicks, leads and sales count; of all time unless it is said.'),
      parameter('to', z.iso.date(), 'Day after the last one.'),
      cursor,
      parameter('limit', z.int().min(1).max(100).default(50), 'Links in a page.'),
    ],
    answers: {
      200: { description: 'A page.', schema: 'LinkList' },
      400: failed('A parameter cannot be read; “field” names it.'),
      401: failed('No key, an unknown or revoked one, and no session.'),
      403: failed('A public key: it cannot read links.'),
    },
  },
];
