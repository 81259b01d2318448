import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** Recorded Stripe payloads of other projects, beside the checkout; absent in a plain clone. */
const ROOT = process.env.HEADWATER_FIXTURES ?? join(import.meta.dirname, '../../../../../shared/fixtures');
export const hasFixtures = existsSync(ROOT);

export interface Fixture {
  name: string;
  body: Buffer;
}

const eventShape = z.looseObject({ object: z.literal('event'), data: z.looseObject({ object: z.looseObject({}) }) });
const dataShape = z.looseObject({ object: z.looseObject({ object: z.string() }) });
const objectShape = z.looseObject({ object: z.string() });
const resourcesShape = z.object({ resources: z.record(z.string(), z.unknown()) });

/** Each payload as an event: as it is, or put into an envelope where only its `data` or its object was recorded. */
export function loadFixtures(): Fixture[] {
  if (!hasFixtures) return [];
  const folders = ['stripe-sync-engine/webhooks', 'dj-stripe/objects', 'pay-rails/webhooks'];
  const files = folders.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.json'))
      .map(({ name }) => `${folder}/${name}`),
  );
  const recorded = files.map((name) => asEvent(name, JSON.parse(readFileSync(join(ROOT, name), 'utf8'))));
  const { resources } = resourcesShape.parse(
    JSON.parse(readFileSync(join(ROOT, 'stripe-openapi/fixtures3.json'), 'utf8')),
  );
  return [...recorded, ...Object.entries(resources).map(([name, value]) => asEvent(`stripe-openapi/${name}`, value))];
}

function asEvent(name: string, value: unknown): Fixture {
  const event = eventShape.safeParse(value);
  const whole = event.success ? event.data : envelope(name, value);
  return { name, body: Buffer.from(JSON.stringify({ ...whole, id: `evt_${name.replace(/\W/g, '_')}`.slice(0, 255) })) };
}

function envelope(name: string, value: unknown) {
  const data = dataShape.safeParse(value);
  const object = data.success ? data.data.object : objectShape.catch({ object: 'unnamed' }).parse(value);
  const file = name.split('/').at(-1)?.replace('.json', '') ?? '';
  const type = name.startsWith('pay-rails') ? file : `${object.object}.updated`;
  return {
    object: 'event',
    type,
    created: 1_700_000_000,
    livemode: true,
    api_version: null,
    data: data.success ? data.data : { object },
  };
}
