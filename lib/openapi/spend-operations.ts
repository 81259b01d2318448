import { spendRequest } from '@/lib/spend/spend-row';
import { jsonSchema } from './json-schema';
import type { Answer, Operation } from './operations';
import { spendParameters, spendPath } from './parameters';

const failed = (description: string): Answer => ({ description, schema: 'Failure' });
const LOCKED = {
  401: failed('No key, an unknown or revoked one, and no session.'),
  403: failed('A public key, or a member who may only look.'),
};

export const spendOperations: readonly Operation[] = [
  {
    method: 'get',
    path: '/api/v1/spend',
    id: 'listSpend',
    group: 'Attribution',
    summary: 'What was spent, by day and campaign, the latest first',
    locked: true,
    parameters: spendParameters,
    answers: {
      200: { description: 'A page.', schema: 'SpendList' },
      400: failed('A parameter cannot be read; “field” names it.'),
      ...LOCKED,
    },
  },
  {
    method: 'post',
    path: '/api/v1/spend',
    id: 'saveSpend',
    group: 'Attribution',
    summary: 'Says what was spent on campaigns',
    description:
      'Up to 5,000 rows, all of them or none. To say a row again replaces its amount: a row is told by its day, source, medium, campaign, currency and reference. CAC, ROAS and payback convert each at the rate of its own day; without one it stands beside them as unconverted.',
    locked: true,
    parameters: [],
    body: { description: 'The rows.', schema: jsonSchema(spendRequest) },
    answers: {
      200: { description: 'How many rows were new, and how many changed.', schema: 'SpendSaved' },
      400: failed('A row cannot be read; “field” names it by its index.'),
      ...LOCKED,
      422: failed('Two rows are of the same day, source, medium, campaign, currency and reference.'),
    },
  },
  {
    method: 'delete',
    path: '/api/v1/spend/{id}',
    id: 'deleteSpend',
    group: 'Attribution',
    summary: 'Deletes a row of spend',
    locked: true,
    parameters: [spendPath],
    answers: {
      200: { description: 'It is gone.', schema: 'SpendDeleted' },
      ...LOCKED,
      404: failed('The workspace has no such row.'),
    },
  },
];
