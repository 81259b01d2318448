import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { getPool } from '@/lib/db/client';
import { takeRates } from '@/lib/fx/take-rates';
import { ledgerDigest } from '../ledger-digest';
import { projectBatch } from '../project-batch';
import { projectPending } from '../projector';
import { type Harness, startHarness } from '../testing/harness';
import { charge, event, invoice, item, price, refund, subscription } from '../testing/stripe-objects';
import { FAILURES, failQuery } from './testing/failing-query';

vi.setConfig({ testTimeout: 240_000 }); // every statement fails once, on a busy machine

const WHEN = '2026-03-10';
const inEuro = price('price_eur', 2000, 'month', { currency: 'eur' });
const EVENTS = [
  event(
    'customer.subscription.created',
    WHEN,
    subscription('sub_1', 'cus_1', [item('si_1', inEuro)], WHEN, { currency: 'eur' }),
  ),
  event('product.created', WHEN, { id: 'prod_eur', object: 'product', name: 'Plan' }),
  event('invoice.paid', WHEN, invoice('in_1', 'cus_1', 2000, WHEN, { currency: 'eur', charge: 'ch_1' })),
  event('charge.succeeded', WHEN, charge('ch_1', 'cus_1', 2000, WHEN, { currency: 'eur', invoice: 'in_1' })),
  event('refund.created', WHEN, refund('re_1', 'ch_1', 500, WHEN, { currency: 'eur' })),
  event('charge.succeeded', WHEN, charge('ch_2', null, 700, WHEN)),
];
const RATE = { day: WHEN, base: 'eur', quote: 'usd', rate: '1.1' };

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

const digest = async () => (await ledgerDigest(getPool(), harness.account.workspaceId)).all;
const countOf = async (sql: string) => Number((await getPool().query(sql)).rows[0]?.count);
const inState = (state: string) => countOf(`select count(*) from stripe_event where state = '${state}'`);

test.each(FAILURES)(
  'F13 whichever statement of a projection fails (%s), nothing is half applied, and a retry converges',
  async (code) => {
    await harness.reset();
    const empty = await digest();
    await harness.deliver(...EVENTS);
    const undisturbed = await digest();
    let nth = 0;
    for (let struck = true; struck; ) {
      nth += 1;
      await harness.reset();
      await harness.post(...EVENTS);
      const fault = failQuery(nth, code);
      const outcome = await projectBatch(harness.account.workspaceId).catch(() => 'failed' as const);
      struck = fault.stop();
      if (outcome === 'failed') {
        expect(await inState('pending'), `statement ${nth}`).toBe(EVENTS.length);
        expect(await digest(), `statement ${nth}`).toBe(empty);
      }
      await projectPending();
      expect(await inState('projected'), `statement ${nth}`).toBe(EVENTS.length);
      expect(await digest(), `statement ${nth}`).toBe(undisturbed);
    }
    expect(nth).toBeGreaterThan(20);
  },
);

test.each(FAILURES)(
  'F13 whichever statement fails while rates are taken in (%s), rates and figures agree',
  async (code) => {
    const { workspaceId } = harness.account;
    const start = async () => {
      await harness.reset();
      await harness.deliver(...EVENTS);
      return digest();
    };
    const without = await start();
    await takeRates(workspaceId, [RATE], 'csv');
    const converted = await digest();
    expect(converted).not.toBe(without);
    let nth = 0;
    for (let struck = true; struck; ) {
      nth += 1;
      await start();
      const fault = failQuery(nth, code);
      const failed = await takeRates(workspaceId, [RATE], 'csv').then(
        () => false,
        () => true,
      );
      struck = fault.stop();
      expect(await countOf('select count(*) from fx_rate'), `statement ${nth}`).toBe(failed ? 0 : 1);
      expect(await digest(), `statement ${nth}`).toBe(failed ? without : converted);
      await takeRates(workspaceId, [RATE], 'csv');
      expect(await digest(), `statement ${nth}`).toBe(converted);
    }
    expect(nth).toBeGreaterThan(10);
  },
);
