import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { getPool } from '@/lib/db/client';
import { projectPending, startProjector } from '../projector';
import { type Harness, postBody, startHarness } from '../testing/harness';
import { at, item, price, subscription } from '../testing/stripe-objects';
import { atOnce } from './testing/at-once';
import { Random } from './testing/random';
import { Timeline } from './testing/timeline';

vi.setConfig({ testTimeout: 120_000 }); // many rounds on a busy machine

const OBJECTS = 1000;
const UNIT = 100;
let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

/** Five versions of one subscription, the last three in one second; ends at a quantity of its own. */
function fiveVersions(number: number): { body: Buffer[]; mrr: number } {
  const line = new Timeline(new Random(number), at('2026-01-05') + number);
  const of = price('price_a', UNIT);
  let quantity = 1;
  const held = subscription(`sub_${number}`, `cus_${number}`, [item(`si_${number}`, of, quantity)], line.now, {
    quantity,
  });
  line.happens('customer.subscription.created', held);
  for (let version = 0; version < 4; version += 1) {
    if (version < 2) line.pass(86_400);
    quantity += 1 + ((number + version) % 7);
    const items = { object: 'list', data: [item(`si_${number}`, of, quantity)], has_more: false };
    line.change('customer.subscription.updated', held, { items, quantity });
  }
  return { body: line.events.map((event) => Buffer.from(JSON.stringify(event))), mrr: quantity * UNIT };
}

test('F6 five versions of each of 1,000 objects, 64 at a time while they are projected: all acknowledged, none wrong', async () => {
  const objects = Array.from({ length: OBJECTS }, (_, number) => fiveVersions(number));
  const bodies = new Random(6).shuffle(objects.flatMap(({ body }) => body));
  const errors: unknown[] = [];
  const projector = startProjector((error) => errors.push(error));
  const refused: number[] = [];
  await atOnce(64, bodies, async (body) => {
    const { status } = await postBody(harness.connectionId, body);
    if (status !== 200) refused.push(status);
  });
  await projector.stop();
  await projectPending();

  expect(refused).toEqual([]);
  expect(errors).toEqual([]);
  const rows = await getPool().query<{ subscription_id: string; amount_minor: bigint }>(
    'select subscription_id, amount_minor from mrr_span where to_day is null',
  );
  const stored = new Map(rows.rows.map(({ subscription_id, amount_minor }) => [subscription_id, amount_minor]));
  const wrong = objects.flatMap(({ mrr }, number) => (stored.get(`sub_${number}`) === BigInt(mrr) ? [] : [number]));
  expect(wrong).toEqual([]);
  expect(stored.size).toBe(OBJECTS);
});
