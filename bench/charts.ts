import { parseArgs } from 'node:util';
import { MOVEMENTS } from '@/components/reports/mrr/movement-periods';
import { addMonths } from '@/lib/calendar/days';
import { closeDatabase } from '@/lib/db/client';
import { metrics } from '@/lib/metrics/registry';
import { loadHealth } from '@/lib/reports/load-health';
import { loadMetric } from '@/lib/reports/load-metric';
import { parseReportParams } from '@/lib/reports/report-params';
import type { Account, Dimension, ReportParams } from '@/lib/reports/types';
import { lists } from './charts/lists';
import { makeCompany } from './charts/make-company';
import { WORKSPACE } from './charts/subscriptions';
import { ms, printLimits, printMachine, printTable } from './support/report';
import { median, timeEach } from './support/statistics';
import { startTemporaryPostgres } from './support/temporary-postgres';

const SIZES = { small: 100_000, large: 1_000_000 };
const ROUNDS = 3;
const TIMES = 7;
const QUERY_LIMIT_MS = 20;
const GROWTH_LIMIT = 2;
const OVERVIEW_LIMIT_MS = 300;
const LIST_LIMIT_MS = 5;
/** From the beginning of a default chart back to the first subscription. */
const MONTHS_BEFORE = 36;
/** Shorter times than this are not compared: they are mostly the way to the database and back. */
const NOISE_MS = 2;

const ACCOUNT: Account = {
  ...{ workspaceId: WORKSPACE, currency: 'usd', timeZone: 'UTC', weekStart: 'monday' },
  ...{ feeHandling: 'net_of_fees', settingsVersion: 1, metadataKeys: [] },
};

/** Every metric as its page asks for it by default, and by product where it can be. */
const CHARTS = Object.values(metrics).flatMap(({ id, dimensions }) =>
  [null, ...dimensions.filter((dimension) => dimension === 'product')].map((breakdown: Dimension | null) => ({
    id,
    breakdown,
    name: breakdown === null ? id : `${id} by ${breakdown}`,
  })),
);

/** Default chart queries at 100,000 and 1,000,000 subscriptions over four years. */
export async function benchCharts(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { small: { type: 'string' }, large: { type: 'string' } } });
  const small = Number(values.small ?? SIZES.small);
  const large = Number(values.large ?? SIZES.large);
  printMachine();
  // Filling needs no durability; what is measured only reads.
  const server = await startTemporaryPostgres({ fsync: 'off', max_wal_size: '4GB' });
  try {
    const urls = new Map<number, string>();
    for (const size of [small, large]) {
      const url = await server.createDatabase(`bench_${size}`);
      const { sales } = await makeCompany(url, size);
      console.log(`${size.toLocaleString('en')} subscriptions, ${sales.toLocaleString('en')} sale lines`);
      urls.set(size, url);
    }
    const found = await measure(urls);
    report(found, small, large);
  } finally {
    await closeDatabase();
    await server.drop();
  }
}

type Sample = Map<string, Map<number, number[]>>;

/** Measures both sizes in turns, so that a busy moment of the machine meets both. */
async function measure(urls: ReadonlyMap<number, string>): Promise<Sample> {
  const sample: Sample = new Map();
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [size, url] of urls) {
      await closeDatabase();
      process.env.DATABASE_URL = url;
      const keep = async (name: string, work: () => Promise<unknown>) => {
        const sizes = sample.get(name) ?? new Map<number, number[]>();
        sample.set(name, sizes.set(size, [...(sizes.get(size) ?? []), ...(await timeEach(work, TIMES))]));
      };
      const defaults = parseReportParams(ACCOUNT, {});
      const founded = addMonths(defaults.from, -MONTHS_BEFORE);
      for (const { name, id, breakdown } of CHARTS)
        await keep(name, () => loadMetric(ACCOUNT, id, { ...defaults, breakdown }));
      await keep(COHORTS, () => loadMetric(ACCOUNT, 'realised-ltv', { ...defaults, from: founded, day: 360 }));
      await keep(OVERVIEW, () => loadOverview(defaults));
      for (const { name, read } of lists(ACCOUNT, defaults)) await keep(LIST + name, read);
    }
  }
  return sample;
}

const OVERVIEW = 'Overview, all cards';
const COHORTS = 'Realised LTV of all monthly cohorts, day 360';
/** Stands before the names of lists. */
const LIST = 'List: ';

/** What the Overview page loads (app/(dashboard)/(reports)/page.tsx). */
function loadOverview(params: ReportParams): Promise<unknown> {
  const cards = 'mrr arr net-revenue active-subscribers customer-churn trial-conversion refund-rate-amount arpu'.split(
    ' ',
  );
  const loads = [...MOVEMENTS.map(({ metric }) => metric), ...cards].map((id) => loadMetric(ACCOUNT, id, params));
  return Promise.all([loadHealth(ACCOUNT, 'live'), ...loads]);
}

function report(sample: Sample, small: number, large: number): void {
  const timed = [...sample].map(([name, sizes]) => {
    const few = median(sizes.get(small) ?? []);
    const many = median(sizes.get(large) ?? []);
    return { name, few, many, growth: many / Math.max(few, NOISE_MS) };
  });
  printTable(
    ['Question', `${small.toLocaleString('en')}, ms`, `${large.toLocaleString('en')}, ms`, 'growth'],
    timed.map(({ name, few, many, growth }) => [name, ms(few), ms(many), `${growth.toFixed(1)} ×`]),
  );
  const charts = timed.filter(({ name }) => name !== OVERVIEW && !name.startsWith(LIST));
  const slowestList = timed.filter(({ name }) => name.startsWith(LIST)).reduce((a, b) => (a.many > b.many ? a : b));
  const slowest = charts.reduce((a, b) => (a.many > b.many ? a : b));
  const steepest = charts.reduce((a, b) => (a.growth > b.growth ? a : b));
  const overview = timed.find(({ name }) => name === OVERVIEW)?.many ?? Number.NaN;
  printLimits([
    {
      name: `every default chart under ${QUERY_LIMIT_MS} ms`,
      ok: slowest.many < QUERY_LIMIT_MS,
      found: `${slowest.name} ${ms(slowest.many)} ms`,
    },
    {
      name: `no chart takes more than ${GROWTH_LIMIT} × its time at a tenth of the size`,
      ok: steepest.growth <= GROWTH_LIMIT,
      found: `${steepest.name} ${steepest.growth.toFixed(1)} ×`,
    },
    { name: `Overview under ${OVERVIEW_LIMIT_MS} ms`, ok: overview < OVERVIEW_LIMIT_MS, found: `${ms(overview)} ms` },
    {
      name: `every page of a list under ${LIST_LIMIT_MS} ms`,
      ok: slowestList.many < LIST_LIMIT_MS,
      found: `${slowestList.name.slice(LIST.length)} ${ms(slowestList.many)} ms`,
    },
  ]);
}
