import { z } from 'zod';
import { visitRequest } from '@/lib/tracking/record-visit';
import { leadRequest, saleRequest } from '@/lib/tracking/track-requests';
import { jsonSchema } from './json-schema';
import type { Answer, Operation } from './operations';
import { modeParameter, parameter } from './parameters';

const failed = (description: string): Answer => ({ description, schema: 'TrackFailure' });
const REFUSALS = {
  401: failed('No key, or an unknown or revoked one.'),
  403: failed('A public key.'),
  422: failed('A member is missing or not of its form, or conversion tracking was off for the link.'),
  429: failed('Too many calls from one address or with one key. “Retry-After” says when to go on.'),
};
const SDK =
  'The official “dub” SDK calls it, with “serverURL” set to the address of this Headwater and a secret key as token.';

export const trackingOperations: readonly Operation[] = [
  {
    method: 'post',
    path: '/track/lead',
    id: 'trackLead',
    group: 'Attribution',
    summary: 'Somebody who clicked signed up, or did something else that counts as a lead',
    description: `${SDK} The same event of the same customer counts once.`,
    locked: true,
    parameters: [modeParameter],
    body: { description: 'Who, which click, which event.', schema: jsonSchema(leadRequest) },
    answers: {
      200: { description: 'The click, its link and the customer.', schema: 'TrackedLead' },
      404: failed('No click has this id, or none of the customer is known.'),
      ...REFUSALS,
    },
  },
  {
    method: 'post',
    path: '/track/sale',
    id: 'trackSale',
    group: 'Attribution',
    summary: 'A customer paid, where Stripe does not tell of it',
    description: `${SDK} One “invoiceId” is one sale; where it names an object of a sale that Stripe tells of as well, it is counted once, as Stripe’s.`,
    locked: true,
    parameters: [modeParameter],
    body: { description: 'Who paid what.', schema: jsonSchema(saleRequest) },
    answers: {
      200: { description: 'The sale, as it was told first.', schema: 'TrackedSale' },
      404: failed('No click has this id, or the customer has no such lead.'),
      ...REFUSALS,
    },
  },
  {
    method: 'post',
    path: '/track/visit',
    id: 'trackVisit',
    group: 'Attribution',
    summary: 'Where the script of a site tells of a visit',
    description: 'From any site, without cookies. A public key says whose it is.',
    locked: false,
    parameters: [],
    body: { description: 'As text or JSON, at most 16 KB.', schema: jsonSchema(visitRequest) },
    answers: {
      202: { description: 'It was taken.' },
      204: { description: 'Nothing is kept of it: a bot, or a browser that asks not to be followed.' },
      400: failed('It is no visit; “field” names what is missing.'),
      403: failed('The key is unknown, revoked or a secret one.'),
      429: failed('Too many visits from one address or with one key.'),
    },
  },
  {
    method: 'get',
    path: '/r/{slug}',
    id: 'followLink',
    group: 'Attribution',
    summary: 'Follows a short link',
    description:
      'One hop. The click is stored first, and its id added as “dub_id” where the link tracks conversions; as “client_reference_id” too for Payment Links, or with “dub_client_reference_id=1”. All other parameters are passed on.',
    locked: false,
    parameters: [parameter('slug', z.string(), 'Of the link.', { in: 'path' })],
    answers: {
      302: {
        description: 'To where the link leads.',
        headers: {
          Location: { description: 'The address of the link, and what is added.', schema: { type: 'string' } },
        },
      },
      404: { description: 'There is no such link.' },
      410: { description: 'The link has expired.' },
    },
  },
];
