import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { getDb, getPool } from '@/lib/db/client';
import { figure } from '@/lib/inbox/examples/testing/figures';
import { subscribed } from '@/lib/inbox/examples/testing/lives';
import { rebuildWorkspace } from '@/lib/inbox/rebuild';
import { type Harness, startHarness } from '@/lib/inbox/testing/harness';
import { charge, event } from '@/lib/inbox/testing/stripe-objects';
import { loadRates } from '@/lib/workspace/load-rates';
import { importRates } from './import-rates';
import { loadRateStatus } from './load-rate-status';
import { loadUnconverted } from './load-unconverted';
import { loadReading } from './rate-readings';
import { rateFiles, readEcbRates } from './read-ecb-rates';
import { readRatesNow } from './read-rates-now';
import { readWhatIsDue } from './start-reading-rates';
import { ecbXml } from './testing/ecb-xml';
import { type RatesServer, startRatesServer } from './testing/rates-server';

const NOW = new Date('2026-03-09T18:00:00Z'); // a Monday, after publication
const HISTORY = 'eurofxref-hist-90d.xml';
const DAILY = 'eurofxref-daily.xml';
const OLDER = { '2026-03-05': { USD: '1.08', JPY: '160' }, '2026-03-06': { USD: '1.09', JPY: '161' } };
const TODAY = { '2026-03-09': { USD: '1.10', JPY: '162' } };

let harness: Harness;
let ecb: RatesServer;
beforeAll(async () => {
  harness = await startHarness();
  ecb = await startRatesServer();
});
afterAll(async () => {
  await ecb.close();
  await harness.close();
});
beforeEach(async () => {
  await harness.reset();
  await getDb().pullCursor.deleteMany({ where: { workspaceId: harness.account.workspaceId } });
  ecb.asked.length = 0;
  ecb.files.clear();
});

const read = (now = NOW) => readEcbRates(harness.account.workspaceId, ecb.url, rateFiles(), now);
const reading = () => loadReading(harness.account.workspaceId);
const gross = () => figure(harness.account, 'gross-revenue', { from: '2026-03-01', to: '2026-04-01' });

const sold = (id: string, amount: number, day: string) =>
  event('charge.succeeded', day, charge(id, `cus_${id}`, amount, day, { currency: 'eur' }));

async function storedRate(day: string, base = 'eur', quote = 'usd') {
  const row = await getDb().fxRate.findFirst({
    where: { workspaceId: harness.account.workspaceId, base, quote, day: new Date(day) },
  });
  return row && `${row.rate} ${row.source}`;
}

test('B0 rule 6: what waited for a rate is converted when it arrives, and each later day takes its own', async () => {
  await harness.deliver(
    sold('ch_friday', 10_000, '2026-03-06T10:00:00Z'),
    sold('ch_today', 1000, '2026-03-09T09:00:00Z'),
  );
  expect(await gross()).toMatchObject({ value: 0, unconverted: [{ currency: 'eur', count: 2 }] });

  ecb.files.set(HISTORY, ecbXml(OLDER));
  await read(new Date('2026-03-09T10:00:00Z'));
  expect(ecb.asked).toEqual([HISTORY]);
  expect(await gross()).toMatchObject({ value: 10_900 + 1090, unconverted: [] });

  ecb.files.set(DAILY, ecbXml(TODAY));
  expect(await read()).toBe(2);
  expect(ecb.asked).toEqual([HISTORY, DAILY]);
  expect(await gross()).toMatchObject({ value: 10_900 + 1100 });
  expect(await reading()).toMatchObject({ problem: null, readAt: NOW, covered: { newest: '2026-03-09' } });

  const { before, after, changed } = await rebuildWorkspace(harness.account.workspaceId);
  expect({ after, changed }).toEqual({ after: before, changed: [] });
});

test('a bad answer changes nothing, and is told beside the last success', async () => {
  await harness.deliver(sold('ch_one', 10_000, '2026-03-06T10:00:00Z'));
  ecb.files.set(HISTORY, ecbXml(OLDER));
  await read(new Date('2026-03-06T16:00:00Z'));
  const count = () => getDb().fxRate.count({ where: { workspaceId: harness.account.workspaceId } });
  expect(await count()).toBe(4);

  for (const [bad, problem] of [
    ['<html><body>Maintenance<br></body></html>', 'well-formed'],
    ['', 'well-formed'],
    ['broken off', 'broke off'],
    [ecbXml({ '2026-03-09': { USD: '-1.1', JPY: '162' } }), 'the rate of USD is “-1.1”'],
    [ecbXml({ '2026-03-09': { USD: '110', JPY: '162' } }), 'USD goes from 1.09'],
    [ecbXml({ '2026-03-09': {} }), 'no rates'],
    [undefined, 'the answer was 404'],
  ] as const) {
    if (bad === undefined) ecb.files.delete(DAILY);
    else ecb.files.set(DAILY, bad);
    expect(await read()).toBe(0);
    const state = await reading();
    expect(state.problem).toContain(problem);
    expect(state.readAt).toEqual(new Date('2026-03-06T16:00:00Z'));
    expect(await count()).toBe(4);
    expect((await gross()).value).toBe(10_900);
  }
  await expect(readRatesNow(harness.account.workspaceId, 'http://127.0.0.1:9/none.xml')).rejects.toThrow(
    'nobody answers. Nothing was changed.',
  );
});

test('a rate of one’s own goes before the ECB’s, in either direction and whichever came first', async () => {
  const { workspaceId } = harness.account;
  const csv = (line: string) => importRates(workspaceId, `day,base,quote,rate\n${line}`, 'csv');
  await csv('2026-03-05,eur,usd,1.5');
  await csv('2026-03-06,usd,jpy,150');
  ecb.files.set(HISTORY, ecbXml(OLDER));
  await read();
  expect(await storedRate('2026-03-05')).toBe('1.5 csv');
  expect(await storedRate('2026-03-06')).toBe('1.09 ecb');

  expect(await loadRates(workspaceId)).toEqual([
    { base: 'eur', quote: 'jpy', day: '2026-03-06', rate: '161', source: 'ecb', days: 2 },
    { base: 'eur', quote: 'usd', day: '2026-03-06', rate: '1.09', source: 'ecb', days: 2 },
    { base: 'usd', quote: 'jpy', day: '2026-03-06', rate: '150', source: 'csv', days: 1 },
  ]);

  await harness.deliver(sold('ch_one', 10_000, '2026-03-06T10:00:00Z'));
  await csv('2026-03-06,usd,eur,0.5');
  expect(await storedRate('2026-03-06')).toBeNull();
  expect((await gross()).value).toBe(20_000);
  await read();
  expect(await storedRate('2026-03-06')).toBeNull();
  expect((await gross()).value).toBe(20_000);
});

test('read at the start and after each publication, once for however many processes', async () => {
  ecb.files.set(HISTORY, ecbXml({ ...OLDER, ...TODAY }));
  const both = await Promise.all([readWhatIsDue(ecb.url, new Map(), NOW), readWhatIsDue(ecb.url, new Map(), NOW)]);
  expect(both.flat()).toEqual([harness.account.workspaceId]);
  expect(ecb.asked).toEqual([HISTORY]);
  expect(await readWhatIsDue(ecb.url, new Map(), new Date('2026-03-10T15:00:00Z'))).toEqual([]);
  await readWhatIsDue(ecb.url, new Map(), new Date('2026-03-10T16:00:00Z'));
  expect(ecb.asked).toHaveLength(2);
  expect((await reading()).problem).toContain('404');
});

test('a problem is tried again after an hour, and older figures ask for older rates', async () => {
  const tried = new Map<string, number>();
  await readWhatIsDue(ecb.url, tried, NOW);
  expect(await readWhatIsDue(ecb.url, tried, new Date(NOW.getTime() + 60_000))).toEqual([]);
  ecb.files.set(HISTORY, ecbXml(OLDER));
  await readWhatIsDue(ecb.url, tried, new Date(NOW.getTime() + 3_600_000));
  expect((await reading()).problem).toBeNull();

  await harness.deliver(sold('ch_old', 10_000, '2024-06-05T10:00:00Z'));
  ecb.files.set('eurofxref-hist.xml', ecbXml({ '2024-06-05': { USD: '1.2', JPY: '160' }, ...OLDER }));
  await readWhatIsDue(ecb.url, new Map(), new Date(NOW.getTime() + 3 * 3_600_000));
  expect(ecb.asked.at(-1)).toBe('eurofxref-hist.xml');
  const old = await figure(harness.account, 'gross-revenue', { from: '2024-06-01', to: '2024-07-01' });
  expect(old.value).toBe(12_000);
});

test('a lock that another process holds is left alone', async () => {
  const other = await getPool().connect();
  await other.query("select pg_advisory_lock(hashtextextended('rates', 0))");
  expect(await readWhatIsDue(ecb.url, new Map(), NOW)).toEqual([]);
  await other.query("select pg_advisory_unlock(hashtextextended('rates', 0))");
  other.release();
});

test('Settings names each currency that waits, since when, and the MRR of today in it', async () => {
  const { workspaceId } = harness.account;
  await harness.deliver(
    sold('ch_a', 10_000, '2026-03-06T10:00:00Z'),
    sold('ch_b', 10_000, '2026-03-09T10:00:00Z'),
    subscribed({ customer: 'cus_yen', amount: 5000, since: '2026-02-01', currency: 'jpy' }),
  );
  const waiting = () => loadUnconverted(workspaceId, 'usd', '2026-03-09');
  expect(await waiting()).toMatchObject([
    { currency: 'eur', since: '2026-03-06', until: '2026-03-09', mrr: null },
    { currency: 'jpy', since: '2026-02-01', until: '2026-02-01', mrr: '5000' },
  ]);
  ecb.files.set(HISTORY, ecbXml(OLDER));
  await read();
  expect(await waiting()).toMatchObject([{ currency: 'jpy', since: '2026-02-01', mrr: null }]);
  expect(await loadRateStatus(workspaceId, ecb.url)).toMatchObject({
    host: new URL(ecb.url).host,
    readAt: NOW.toISOString(),
    covered: { newest: '2026-03-06' },
    problem: null,
  });
  expect(await loadRateStatus(workspaceId, null)).toMatchObject({ host: null });
});
