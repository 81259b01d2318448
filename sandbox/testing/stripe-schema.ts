import { readFileSync } from 'node:fs';
import Ajv, { type ValidateFunction } from 'ajv';
import { z } from 'zod';
import type { SandboxAccount } from '../account';
import type { StripeEvent } from '../objects/event';

const file = new URL('../schema/stripe-objects.api-2026-10-28.endive.schema.json', import.meta.url);
const schemaFile = z.looseObject({
  definitions: z.record(
    z.string(),
    z.looseObject({ properties: z.record(z.string(), z.looseObject({ const: z.unknown().optional() })).optional() }),
  ),
});
const schema = schemaFile.parse(JSON.parse(readFileSync(file, 'utf8')));

const ajv = new Ajv({
  strict: false,
  allErrors: false,
  validateSchema: false,
  formats: { decimal: /^-?\d+(\.\d+)?$/ },
});
ajv.addSchema(schema, 'stripe');

/** Definition by the value of its `object` or, for events, of its `type`. */
const byConstant = new Map<string, string>();
for (const [name, { properties }] of Object.entries(schema.definitions)) {
  const kind = properties?.object?.const;
  const type = name.endsWith('Event') ? properties?.type?.const : undefined;
  const key = type ?? kind;
  if (typeof key === 'string' && !byConstant.has(key)) byConstant.set(key, name);
}

const validators = new Map<string, ValidateFunction>();
const shape = z.looseObject({ object: z.string(), type: z.unknown() });

/**
 * What Stripe's own types say is wrong with an object or event; empty when nothing is. `previous_attributes` is left
 * out: Stripe gives only the changed keys of a hash there, which its types call incomplete.
 */
export function schemaErrors(value: object): string[] {
  const { object, type } = shape.parse({ type: undefined, ...value });
  const name = byConstant.get(object === 'event' ? String(type) : object);
  if (!name) return [`no definition for ${object} ${String(type)}`];
  let validate = validators.get(name);
  if (!validate) {
    validate = ajv.compile({ $ref: `stripe#/definitions/${encodeURIComponent(name)}` });
    validators.set(name, validate);
  }
  if (validate(withoutPrevious(value))) return [];
  return (validate.errors ?? []).map(({ instancePath, message }) => `${name}${instancePath} ${message ?? ''}`);
}

const eventShape = z.looseObject({ object: z.literal('event'), data: z.looseObject({ object: z.unknown() }) });

function withoutPrevious(value: object): object {
  const event = eventShape.safeParse(value);
  return event.success ? { ...event.data, data: { object: event.data.data.object } } : value;
}

/** What is wrong with any of the events: their objects, and previous attributes their objects do not have. */
export function eventProblems(events: readonly StripeEvent[]): string[] {
  const problems = events.flatMap((event) => {
    const keys = Object.keys(event.data.previous_attributes ?? {}).filter((key) => !(key in event.data.object));
    return [...schemaErrors(event), ...keys.map((key) => `${event.type} has no ${key}`)];
  });
  return [...new Set(problems)];
}

const page = z.looseObject({ data: z.array(z.looseObject({})) });

/** What is wrong with any object of a list as it goes over the wire (the SDK makes decimals of their text). */
export function listProblems(account: SandboxAccount, path: string, params: Record<string, unknown> = {}): string[] {
  const { data } = page.parse(account.request('GET', path, { limit: 100, ...params }));
  return [...new Set(data.flatMap(schemaErrors))];
}

/** What is wrong with any subscription, invoice or event of an account. */
export const billingProblems = (account: SandboxAccount): string[] => [
  ...listProblems(account, '/v1/subscriptions', { status: 'all' }),
  ...listProblems(account, '/v1/invoices'),
  ...eventProblems(account.events()),
];
