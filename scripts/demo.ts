import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { pullTerms } from '@/lib/connections/pull/pull-terms';
import { getDb, getPool } from '@/lib/db/client';
import { storeRates } from '@/lib/fx/store-rates';
import { updateMetadataKeys } from '@/lib/workspace/update-metadata-keys';
import { demoCompanyName } from '@/prisma/stories/demo-company';
import { storyRates } from '@/prisma/stories/fx-rates';
import { startSandboxServer } from '@/sandbox/server';
import { deliverEvents } from '@/sandbox/webhooks';
import { startServer, stopOnSignal } from '@/server';
import { type DemoState, loadDemoState, saveDemoState } from './demo/demo-state';
import { playStory } from './demo/play-story';
import { rewardPartners } from './demo/reward-partners';
import { showProgress } from './demo/show-progress';
import { tellMarketing } from './demo/tell-marketing';

const OWNER = 'demo@headwater.local';
/** What the company notes of its customers, and wants its figures by. */
const REPORTED_BY = ['segment'];

/**
 * The product over a company that never existed: Fernhill's 26 months at a sandbox Stripe account arrive as signed
 * webhooks, as they would from Stripe. A later run finds them and brings only what has happened since. `--scale 0.2` tells
 * it with a fifth of the people.
 */
export async function runDemo(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { until: { type: 'string' }, scale: { type: 'string' } } });
  const today = values.until ? new Date(values.until) : new Date();
  process.env.HEADWATER_DATA_DIR ??= 'data-demo';
  const state = loadDemoState(process.env.HEADWATER_DATA_DIR, today, Number(values.scale ?? 1));
  const story = playStory(state, today);
  const sandbox = await startSandboxServer({ account: story.account, port: 0 });
  setUp(state, sandbox.url);

  const server = await startServer();
  stopOnSignal(server);
  console.log(`Headwater is starting at ${server.url}`);
  const workspace = await getDb().workspace.findFirstOrThrow({ orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] });
  await storeRates(workspace.id, storyRates(story.opens, today), 'demo');
  // Later choices are left as they are.
  if (state.deliveredUntil === undefined) await updateMetadataKeys(workspace.id, REPORTED_BY);
  const told = { until: new Date(state.anchor), scale: state.scale };
  const marketing = await tellMarketing(workspace.id, told);
  await deliverEvents(story.news, {
    url: `${server.url}/api/webhooks/stripe/default`,
    secret: state.webhookSecret,
    onProgress: showProgress(`${story.news.length} Stripe events arrive as webhooks`),
  });
  await projected();
  await pullTerms(today); // what Stripe leaves out of webhooks, so that nobody's first look finds it missing
  await projected();
  if (state.deliveredUntil === undefined) await rewardPartners(workspace.id, marketing.partners, projected);
  await getPool().query('analyze'); // or the first reports would be planned for empty tables
  saveDemoState(process.env.HEADWATER_DATA_DIR, { ...state, deliveredUntil: story.closes.toISOString() });
  console.log(`\nHeadwater is ready: ${server.url}\n  e-mail    ${process.env.HEADWATER_OWNER_EMAIL}`);
  console.log(`  password  ${process.env.HEADWATER_OWNER_PASSWORD}\n`);
}

/** Through the same variables anyone would use; what is already set wins. */
function setUp({ password, webhookSecret }: DemoState, apiBase: string): void {
  process.env.HEADWATER_OWNER_EMAIL ||= OWNER;
  process.env.HEADWATER_OWNER_PASSWORD ||= password;
  process.env.HEADWATER_WORKSPACE ||= demoCompanyName;
  const secrets = (process.env.STRIPE_WEBHOOK_SECRET ?? '').split(',').filter(Boolean);
  process.env.STRIPE_API_KEY ||= 'rk_live_storycompany';
  process.env.STRIPE_API_BASE ||= apiBase;
  process.env.FX_RATES_URL ??= ''; // the story brings its own, and its figures stay the same with and without a network
  process.env.STRIPE_WEBHOOK_SECRET = [webhookSecret, ...secrets].join(',');
}

async function projected(): Promise<void> {
  while (await getDb().stripeEvent.findFirst({ where: { state: 'pending' }, select: { id: true } })) await sleep(100);
  while (await getDb().attributionDue.findFirst({ select: { seq: true } })) await sleep(100);
}
