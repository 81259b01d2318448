import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { closeDatabase } from '@/lib/db/client';
import { applyMappings } from '@/lib/identity/apply-mappings';
import { loadVersions } from '@/lib/identity/load-versions';
import { loadPreview } from '@/lib/identity/preview/load-preview';
import { startPreview } from '@/lib/identity/preview/start-preview';
import { restoreMapping, saveMapping } from '@/lib/identity/save-mapping';
import { DEFAULT_MAPPING, type IdentityRule } from '@/lib/identity/types';
import { loadMetric } from '@/lib/reports/load-metric';
import { parseReportParams } from '@/lib/reports/report-params';
import type { Account } from '@/lib/reports/types';
import { CONNECTION, makeCustomers, WORKSPACE } from './identity/make-customers';
import { ms, printLimits, printMachine, printTable } from './support/report';
import { median, quantile } from './support/statistics';
import { startTemporaryPostgres } from './support/temporary-postgres';

const CUSTOMERS = 100_000;
const APPLY_LIMIT_S = 60;
const PREVIEW_LIMIT_S = 30;
const QUESTION_LIMIT_MS = 500;
const ASKED_EVERY_MS = 200;
const CHARTS = ['mrr', 'net-revenue', 'buyers-by-product', 'customer-churn'];

const ACCOUNT: Account = {
  ...{ workspaceId: WORKSPACE, currency: 'usd', timeZone: 'UTC', weekStart: 'monday' },
  ...{ feeHandling: 'net_of_fees', settingsVersion: 1, metadataKeys: [] },
};
const BY_EMAIL: IdentityRule[] = [{ kind: 'email' }, { kind: 'metadata', key: 'user_id' }];
const CHANGE = { workspaceId: WORKSPACE, connectionId: CONNECTION, userId: null };

/** How long other rules take for everybody, tried and in earnest, and how charts answer meanwhile. */
export async function benchIdentity(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { customers: { type: 'string' } } });
  const customers = Number(values.customers ?? CUSTOMERS);
  printMachine();
  const server = await startTemporaryPostgres();
  try {
    process.env.DATABASE_URL = await server.createDatabase('identity');
    const { sales } = await makeCustomers(process.env.DATABASE_URL, customers);
    console.log(`${customers.toLocaleString('en')} customers, ${sales.toLocaleString('en')} sales`);
    const quiet = await askingCharts(() => sleep(4000));
    const preview = await askingCharts(previewOthers);
    const applied = await askingCharts(async () => {
      await saveMapping({ ...CHANGE, ...DEFAULT_MAPPING, rules: BY_EMAIL });
      await applyMappings();
    });
    const back = await askingCharts(async () => {
      await restoreMapping({ ...CHANGE, version: 0 });
      await applyMappings();
    });
    const versions = await loadVersions(WORKSPACE, CONNECTION);
    console.log(`${versions.map(({ moved }) => moved.toLocaleString('en')).join(' and ')} customers moved`);
    const works = {
      'nothing else': quiet,
      'preview of other rules': preview,
      'applying them': applied,
      'bringing the former ones back': back,
    };
    printTable(
      ['Work', 's', 'chart meanwhile, median ms', 'p95 ms', 'longest ms'],
      Object.entries(works).map(([name, { seconds, asked }]) => [
        ...[name, seconds.toFixed(1), ms(median(asked)), ms(quantile(asked, 0.95)), ms(Math.max(...asked))],
      ]),
    );
    const slower = Math.max(applied.seconds, back.seconds);
    const p95 = quantile([...preview.asked, ...applied.asked, ...back.asked], 0.95);
    printLimits([
      {
        name: `everybody resolved in under ${APPLY_LIMIT_S} s`,
        ok: slower < APPLY_LIMIT_S,
        found: `${slower.toFixed(1)} s`,
      },
      {
        name: `a preview in under ${PREVIEW_LIMIT_S} s`,
        ok: preview.seconds < PREVIEW_LIMIT_S,
        found: `${preview.seconds.toFixed(1)} s`,
      },
      {
        name: `95 of 100 charts in under ${QUESTION_LIMIT_MS} ms meanwhile`,
        ok: p95 < QUESTION_LIMIT_MS,
        found: `${ms(p95)} ms`,
      },
    ]);
  } finally {
    await closeDatabase();
    await server.drop();
  }
}

async function previewOthers(): Promise<void> {
  const mapping = { ...DEFAULT_MAPPING, rules: BY_EMAIL };
  const { id, finished } = await startPreview({ account: ACCOUNT, connectionId: CONNECTION, mapping, userId: null });
  await finished;
  const { result, problem } = await loadPreview({ workspaceId: WORKSPACE, id });
  if (!result) throw new Error(problem);
}

/** Asks for a chart, in this process, again and again while `work` lasts. */
async function askingCharts(work: () => Promise<unknown>): Promise<{ seconds: number; asked: number[] }> {
  const params = parseReportParams(ACCOUNT, {});
  const begin = performance.now();
  let seconds: number | null = null;
  const working = work().then(() => {
    seconds = (performance.now() - begin) / 1000;
  });
  const asked: number[] = [];
  for (let n = 0; seconds === null; n += 1) {
    const start = performance.now();
    await loadMetric(ACCOUNT, CHARTS[n % CHARTS.length] ?? 'mrr', params);
    asked.push(performance.now() - start);
    await Promise.race([sleep(ASKED_EVERY_MS), working]);
  }
  await working;
  return { seconds, asked };
}
