import { isIP } from 'node:net';
import { z } from 'zod';
import { allowsPrivateAddresses, isPrivateAddress } from './private-address';
import { WEBHOOK_TYPES } from './webhook-types';

const address = z
  .string()
  .trim()
  .max(2000, 'Use at most 2000 characters.')
  .refine(isWebAddress, 'Enter an address that begins with https:// or http://, without a name and password in it.')
  .refine(leadsOutside, 'This address is one of a private network, where Headwater sends nothing.');

const types = z
  .array(z.enum(WEBHOOK_TYPES))
  .min(1, 'Choose what to listen to.')
  .transform((chosen) => WEBHOOK_TYPES.filter((type) => chosen.includes(type)));

const description = z.string().trim().max(200, 'Use at most 200 characters.');

export const newEndpoint = z.object({ url: address, types, description: description.default('') });
export type NewEndpoint = z.output<typeof newEndpoint>;

export const endpointChange = z.object({
  url: address.optional(),
  types: types.optional(),
  description: description.optional(),
  enabled: z.boolean().optional(),
});
export type EndpointChange = z.output<typeof endpointChange>;

function isWebAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password } = new URL(text);
  return /^https?:$/.test(protocol) && username === '' && password === '';
}

/** What can be told before the name is looked up, which is done at every attempt. */
function leadsOutside(text: string): boolean {
  if (allowsPrivateAddresses() || !URL.canParse(text)) return true;
  const host = new URL(text).hostname.replace(/^\[|\]$/g, '');
  return host !== 'localhost' && (isIP(host) === 0 || !isPrivateAddress(host));
}
