import { z } from 'zod';
import { partnerInput } from '@/lib/partners/inputs';
import { COMMISSION_FLAGS, COMMISSION_STATUSES, REWARD_EVENTS } from '@/lib/partners/types';
import { jsonSchema } from './json-schema';
import type { Answer, Operation } from './operations';
import { cursor, modeParameter, parameter } from './parameters';

const failed = (description: string): Answer => ({ description, schema: 'Failure' });
const READ = {
  400: failed('A parameter cannot be read; “field” names it.'),
  401: failed('No key, an unknown or revoked one, and no session.'),
  403: failed('A public key: it cannot read partners.'),
};

export const partnerOperations: readonly Operation[] = [
  {
    method: 'get',
    path: '/api/v1/partners',
    id: 'listPartners',
    group: 'Attribution',
    summary: 'Partners, the newest first, with what they earned in each currency',
    locked: true,
    parameters: [
      parameter('search', z.string().max(200), 'Part of a name, of an e-mail address or of a promotion code.'),
      parameter('archived', z.enum(['true', 'false']), 'Only archived ones, or only those that are not.'),
      modeParameter,
      cursor,
      parameter('limit', z.int().min(1).max(200).default(50), 'Partners in a page.'),
    ],
    answers: { 200: { description: 'A page.', schema: 'PartnerList' }, ...READ },
  },
  {
    method: 'post',
    path: '/api/v1/partners',
    id: 'createPartner',
    group: 'Attribution',
    summary: 'Adds a partner',
    description: 'Links are given to a partner by its id, promotion codes on the partner’s page.',
    locked: true,
    parameters: [],
    body: { description: 'The partner.', schema: jsonSchema(partnerInput) },
    answers: {
      201: { description: 'The partner.', schema: 'Partner' },
      ...READ,
      409: failed('A partner with this e-mail address exists already.'),
    },
  },
  {
    method: 'get',
    path: '/api/v1/commissions',
    id: 'listCommissions',
    group: 'Attribution',
    summary: 'What partners earned by each sale and lead, the newest first',
    description:
      'There is one commission for a sale or a lead, a partner and a rule. It follows refunds; what was paid already is clawed back with the next payout. Nothing of test mode is ever paid.',
    locked: true,
    parameters: [
      parameter('partner', z.string(), 'Id of a partner.'),
      parameter('status', z.enum(COMMISSION_STATUSES), 'Only commissions with this status.'),
      parameter('flag', z.enum(COMMISSION_FLAGS), 'Only commissions with this flag.'),
      parameter('event', z.enum(REWARD_EVENTS), 'Only those of sales, or of leads.'),
      parameter('figure', z.enum(['earned', 'pending', 'approved', 'paid']), 'Only those in this total of a partner.'),
      parameter('payout', z.string(), 'Id of the payout they are paid with.'),
      parameter('source', z.string(), 'Id of the sale or the lead.'),
      parameter('person', z.string(), 'Id of the person they are about.'),
      modeParameter,
      cursor,
      parameter('limit', z.int().min(1).max(200).default(50), 'Commissions in a page.'),
    ],
    answers: { 200: { description: 'A page.', schema: 'CommissionList' }, ...READ },
  },
];
