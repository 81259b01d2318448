import { mappingRequest, previewRequest } from '@/lib/identity/mapping-answer';
import { jsonSchema } from './json-schema';
import type { Operation } from './operations';
import { previewPath, sourceParameter } from './parameters';

const failed = (description: string) => ({ description, schema: 'Failure' as const });
const LOCKED = {
  401: failed('No key, an unknown or revoked one, and no session.'),
  403: failed('A public key, or a member who may not change rules.'),
};
const UNKNOWN = { 404: failed('There is no such source.') };
const INVALID = { 400: failed('A member is missing or not of its form, or no source is named; “field” names it.') };

export const identityOperations: readonly Operation[] = [
  {
    method: 'get',
    path: '/api/v1/identity/rules',
    id: 'getIdentityRules',
    group: 'People',
    summary: 'The rules by which a source’s customers become people',
    locked: true,
    parameters: [sourceParameter],
    answers: {
      200: { description: 'What is in force, and what is being applied.', schema: 'IdentityRules' },
      ...INVALID,
      ...LOCKED,
      ...UNKNOWN,
    },
  },
  {
    method: 'put',
    path: '/api/v1/identity/rules',
    id: 'saveIdentityRules',
    group: 'People',
    summary: 'Saves other rules, as the next version',
    description:
      'All customers of the source are resolved by them in the background, and stand for their new people all at once. Every moved sale gets a line in the audit. To save the rules of before brings the former state back.',
    locked: true,
    parameters: [sourceParameter],
    body: { description: 'The rules, all of them.', schema: jsonSchema(mappingRequest) },
    answers: {
      200: { description: 'They are saved; “applying” tells how far they are.', schema: 'IdentityRules' },
      ...INVALID,
      ...LOCKED,
      ...UNKNOWN,
      409: failed('Other rules are being applied.'),
    },
  },
  {
    method: 'post',
    path: '/api/v1/identity/preview',
    id: 'previewIdentityRules',
    group: 'People',
    summary: 'What rules would do, without saving them',
    description:
      'Resolves every customer by them beside the ones in force: how many are found, who would stand for somebody else, which conflicts there would be, and what reports that count people would say. The numbers are those after saving. Nothing is changed.',
    locked: true,
    parameters: [sourceParameter],
    body: { description: 'The rules to try.', schema: jsonSchema(previewRequest) },
    answers: {
      200: { description: 'What they would do.', schema: 'IdentityPreview' },
      202: { description: 'It is not there within twenty seconds: ask for its id.', schema: 'IdentityPreview' },
      ...INVALID,
      ...LOCKED,
      ...UNKNOWN,
      429: failed('Previews of other sources are being made.'),
    },
  },
  {
    method: 'get',
    path: '/api/v1/identity/preview/{id}',
    id: 'getIdentityPreview',
    group: 'People',
    summary: 'A preview of rules',
    locked: true,
    parameters: [previewPath],
    answers: {
      200: { description: 'How far it is, and what it found.', schema: 'IdentityPreview' },
      ...LOCKED,
      404: failed('There is none, or another one of the source took its place.'),
    },
  },
];
