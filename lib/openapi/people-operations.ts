import type { Answer, Operation } from './operations';
import { customerParameters, modeParameter, peopleParameters, personPath, timelineParameters } from './parameters';

const failed = (description: string): Answer => ({ description, schema: 'Failure' });
const READ = {
  400: failed('A parameter cannot be read; “field” names it.'),
  401: failed('No key, an unknown or revoked one, and no session.'),
  403: failed('A public key: it cannot read people.'),
};

export const peopleOperations: readonly Operation[] = [
  {
    method: 'get',
    path: '/api/v1/people',
    id: 'listPeople',
    group: 'People',
    summary: 'The people that customers stand for, or whoever an identifier may mean',
    description:
      'A person is all customers, of every connection, that the identity rules resolve to one id. Amounts for which no exchange rate is stored are left out. A search finds at most a thousand people.',
    locked: true,
    parameters: peopleParameters,
    answers: { 200: { description: 'A page.', schema: 'PersonList' }, ...READ },
  },
  {
    method: 'get',
    path: '/api/v1/people/{id}',
    id: 'getPerson',
    group: 'People',
    summary: 'One person: figures, customers, and identifiers with the objects that say so',
    description: 'Any metric of customers takes “filter[person]”, and its rows as well.',
    locked: true,
    parameters: [personPath, modeParameter],
    answers: {
      200: { description: 'The person; of an alias the one that it stands for.', schema: 'Person' },
      ...READ,
      404: failed('No customer of this mode stands for this id.'),
    },
  },
  {
    method: 'get',
    path: '/api/v1/people/{id}/timeline',
    id: 'getTimeline',
    group: 'People',
    summary: 'What happened with a person, the newest first',
    description: 'Payments, refunds and lost disputes sum to the net revenue before Stripe’s fees.',
    locked: true,
    parameters: [personPath, ...timelineParameters],
    answers: { 200: { description: 'A page; empty for an id that was never seen.', schema: 'Timeline' }, ...READ },
  },
  {
    method: 'get',
    path: '/api/v1/customers',
    id: 'listCustomers',
    group: 'People',
    summary: 'Stripe customers and guests, with the person each stands for',
    locked: true,
    parameters: customerParameters,
    answers: { 200: { description: 'A page, in the order of their ids.', schema: 'CustomerList' }, ...READ },
  },
];
