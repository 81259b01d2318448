import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { getPool } from '@/lib/db/client';
import { refoldWorkspace } from '@/lib/inbox/rebuild';
import { type Harness, startHarness, storeRate } from '@/lib/inbox/testing/harness';
import { partnerQuery } from '../inputs';
import { listPartners } from '../partners/list-partners';
import {
  book,
  by,
  commissions,
  customer,
  decideAll,
  flat,
  makeRule,
  paid,
  settleAll,
  startStory,
} from '../testing/story';
import { closePayout } from './close-payout';
import { hasPayout } from './list-payouts';
import { makePayout } from './make-payout';
import { previewPayouts } from './preview-payouts';

let harness: Harness;

beforeAll(async () => {
  harness = await startHarness();
});
beforeEach(async () => {
  await startStory(harness);
});
afterEach(() => getPool().query("update workspace set currency = 'usd' where id = 'ws_test'"));
afterAll(() => harness.close());

test('a payout is of what was shown: what became due since then is not paid unseen', async () => {
  await makeRule();
  await harness.deliver(customer(), paid('ch_1', 10_000));
  await settleAll();
  await decideAll('approve');
  const [shown] = (await previewPayouts('ws_test')).currencies;
  const asked = { currency: 'usd', note: '', totalMinor: shown?.totalMinor };
  await harness.deliver(paid('ch_2', 5000, '2026-03-12'));
  await settleAll();
  await decideAll('approve');
  await expect(makePayout(by, asked)).rejects.toMatchObject({ code: 'conflict' });
  expect(await previewPayouts('ws_test')).toMatchObject({ currencies: [{ totalMinor: 3000 }] });
  const { id } = await makePayout(by, { ...asked, totalMinor: 3000 });
  expect(await hasPayout('ws_test', id)).toBe(true);
  expect(await hasPayout('ws_test', 'nope')).toBe(false);
});

test('what is counted in another currency by now is paid in that one alone', async () => {
  await makeRule();
  await makeRule({ name: 'Bonus', terms: flat(100) });
  await storeRate(harness.account, 'usd', 'eur', '2026-03-10', '0.9');
  await harness.deliver(customer(), paid('ch_1', 10_000));
  await settleAll();
  await decideAll('approve');
  await getPool().query("update workspace set currency = 'eur' where id = 'ws_test'");
  await refoldWorkspace('ws_test');
  await settleAll();
  expect(await book()).toEqual([
    'Ada ch_1 approved 100: earned 100 decision 0',
    'Ada ch_1 approved 1800: earned 2000 decision 0 correction -2000 correction 1800',
  ]);
  expect(await previewPayouts('ws_test')).toMatchObject({
    currencies: [
      { currency: 'eur', totalMinor: 1800, items: [{ clawedMinor: 0, commissions: 1 }] },
      { currency: 'usd', totalMinor: 100, items: [{ clawedMinor: 0, commissions: 1 }] },
    ],
  });

  const inDollars = await makePayout(by, { currency: 'usd', note: '' });
  await closePayout(by, inDollars.id, 'pay');
  const [{ totals } = { totals: [] }] = (await listPartners('ws_test', partnerQuery.parse({ search: 'ada' }))).partners;
  expect(totals.map(({ currency, dueMinor, paidMinor }) => [currency, dueMinor, paidMinor])).toEqual([
    ['eur', 1800, 0],
    ['usd', 0, 100],
  ]);
  const inEuros = await makePayout(by, { currency: 'eur', note: '' });
  await closePayout(by, inEuros.id, 'pay');
  expect((await commissions()).map(({ currency, status, paidMinor }) => [currency, status, paidMinor]).sort()).toEqual([
    ['eur', 'paid', 1800],
    ['usd', 'paid', 100],
  ]);
  expect(await previewPayouts('ws_test')).toEqual({ currencies: [] });
});
