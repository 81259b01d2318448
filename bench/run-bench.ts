import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { loadAccount } from '@/lib/auth/load-account';
import { boot } from '@/lib/boot/boot';
import { createHttpDoors } from '@/lib/boot/http-doors';
import { getDb, getPool } from '@/lib/db/client';
import { startProjector } from '@/lib/inbox/projector';
import { receiveStripeEvent } from '@/lib/inbox/receive-stripe-event';
import { loadMetric } from '@/lib/reports/load-metric';
import { parseReportParams } from '@/lib/reports/report-params';
import { demoCompanyOpens, playDemoCompany } from '@/prisma/stories/demo-company';
import { createSandboxAccount } from '@/sandbox/account';
import { deliverEvents } from '@/sandbox/webhooks';

const SECRET = 'whsec_for_the_bench';
const CHARTS = ['mrr', 'net-new-mrr', 'customer-churn', 'gross-revenue', 'refund-rate-amount', 'buyers-by-product'];
const READS = 20;

/** How fast signed webhooks are stored and projected, and how long charts take, on a database made for this run. */
export async function runBench(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { scale: { type: 'string', default: '0.3' } } });
  const folder = mkdtempSync(join(tmpdir(), 'headwater-bench-'));
  Object.assign(process.env, { HEADWATER_DATA_DIR: folder, DATABASE_URL: '', STRIPE_WEBHOOK_SECRET: SECRET });
  const booted = await boot();
  const projector = startProjector();
  const server = createHttpDoors({ page: (_request, response) => void response.end(), webhook: receiveStripeEvent });
  try {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    await measureIngest(portOf(server), Number(values.scale));
    await getPool().query('analyze');
    await measureCharts();
  } finally {
    server.close();
    await projector.stop();
    await booted.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measureIngest(port: number, scale: number): Promise<void> {
  const until = new Date('2026-06-30T00:00:00Z');
  const account = createSandboxAccount({ startAt: demoCompanyOpens(until) });
  playDemoCompany(account, { until, scale });
  const events = account.events();

  const begin = performance.now();
  await deliverEvents(events, {
    url: `http://127.0.0.1:${port}/api/webhooks/stripe/default`,
    secret: SECRET,
    concurrency: 16,
  });
  const stored = performance.now() - begin;
  while (await getDb().stripeEvent.findFirst({ where: { state: 'pending' }, select: { id: true } })) await sleep(20);
  const projected = performance.now() - begin;

  console.log(`${events.length} signed webhooks, 16 at once, sender in the same process`);
  console.log(`  stored and acknowledged   ${perSecond(events.length, stored)}`);
  console.log(`  projected into the ledger ${perSecond(events.length, projected)}`);
}

async function measureCharts(): Promise<void> {
  const workspace = await getDb().workspace.findFirstOrThrow();
  const account = await loadAccount(workspace.id);
  const params = parseReportParams(account, { from: '2025-07-01', to: '2026-07-01', interval: 'month' });
  for (const metric of CHARTS) {
    const times: number[] = [];
    for (let read = 0; read < READS; read += 1) {
      const begin = performance.now();
      await loadMetric(account, metric, params);
      times.push(performance.now() - begin);
    }
    times.sort((a, b) => a - b);
    console.log(
      `  ${metric.padEnd(20)} median ${milliseconds(times, 0.5)}, slowest of ${READS} ${milliseconds(times, 1)}`,
    );
  }
}

const perSecond = (count: number, ms: number): string => `${Math.round((count / ms) * 1000)} a second`;

const milliseconds = (sorted: number[], share: number): string =>
  `${(sorted[Math.ceil(sorted.length * share) - 1] ?? 0).toFixed(1)} ms`;

function portOf(server: Server): number {
  const address = server.address();
  if (address && typeof address === 'object') return address.port;
  throw new Error('The server listens on no port.');
}
