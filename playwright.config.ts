import { existsSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig, devices } from '@playwright/test';

// The workers read this file again: what is made up once is handed to them through the environment.
process.env.E2E_PORT ??= String(20_000 + 2 * (process.pid % 6000));
process.env.E2E_FRESH_PORT ??= String(Number(process.env.E2E_PORT) + 1);
process.env.E2E_RATES_PORT ??= String(Number(process.env.E2E_PORT) + 12_001);
process.env.E2E_STRIPE_PORT ??= String(Number(process.env.E2E_PORT) + 24_002);
process.env.E2E_DATA_DIR ??= join(tmpdir(), `headwater-e2e-${process.pid}`);
process.env.E2E_OWNER_EMAIL ??= 'owner@headwater.local';
process.env.E2E_OWNER_PASSWORD ??= 'a passphrase for tests';
process.env.E2E_API_KEY ??= 'hw_sk_for_end_to_end_tests';
process.env.E2E_WEBHOOK_SECRET ??= 'whsec_for_end_to_end_tests';

const { E2E_DATA_DIR } = process.env;
if (!process.env.TEST_WORKER_INDEX) process.on('exit', () => rmSync(E2E_DATA_DIR, { recursive: true, force: true }));

const SYSTEM_CHROMIUM = '/usr/bin/chromium';
const isRoot = process.getuid?.() === 0;

/** What a developer has in the shell or in `.env` must not reach the servers under test. */
const UNSET = {
  DATABASE_URL: '',
  FX_RATES_URL: '',
  HEADWATER_API_KEY: '',
  HEADWATER_CURRENCY: '',
  HEADWATER_OWNER_EMAIL: '',
  HEADWATER_OWNER_PASSWORD: '',
  HEADWATER_PUBLIC_KEY: '',
  HEADWATER_SECRET: '',
  HEADWATER_TIME_ZONE: '',
  HEADWATER_WORKSPACE: '',
  HOST: '',
  NEXTAUTH_URL: '',
  STRIPE_API_KEY: '',
  STRIPE_WEBHOOK_SECRET: '',
};

const server = {
  wait: { stdout: /Headwater is ready/ },
  timeout: 300_000,
  gracefulShutdown: { signal: 'SIGTERM', timeout: 20_000 },
} as const;

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  forbidOnly: Boolean(process.env.CI),
  fullyParallel: true,
  workers: 2,
  timeout: 120_000,
  expect: { timeout: 20_000 },
  use: {
    ...devices['Desktop Chrome'],
    baseURL: `http://localhost:${process.env.E2E_PORT}`,
    locale: 'en-US',
    timezoneId: 'UTC',
    screenshot: 'only-on-failure', // a trace of every test would slow all of them down
    launchOptions: {
      ...(existsSync(SYSTEM_CHROMIUM) ? { executablePath: SYSTEM_CHROMIUM } : {}),
      args: [
        ...(isRoot ? ['--no-sandbox'] : []),
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--disable-quic',
        '--no-first-run',
      ],
    },
  },
  webServer: [
    {
      // The demo itself, as a user starts it, over a data folder of its own: ready when its story has arrived.
      command: 'node scripts/run.mjs demo --scale 0.15',
      ...server,
      env: {
        ...UNSET,
        PORT: process.env.E2E_PORT,
        // Nobody answers there but a test.
        FX_RATES_URL: `http://127.0.0.1:${process.env.E2E_RATES_PORT}/eurofxref-daily.xml`,
        // Nor there: a sandbox, as long as its test runs.
        STRIPE_API_BASE: `http://127.0.0.1:${process.env.E2E_STRIPE_PORT}`,
        HEADWATER_DATA_DIR: join(E2E_DATA_DIR, 'demo'),
        HEADWATER_OWNER_EMAIL: process.env.E2E_OWNER_EMAIL,
        HEADWATER_OWNER_PASSWORD: process.env.E2E_OWNER_PASSWORD,
        HEADWATER_API_KEY: process.env.E2E_API_KEY,
        STRIPE_WEBHOOK_SECRET: process.env.E2E_WEBHOOK_SECRET,
        // Tests listen for them on this machine.
        HEADWATER_ALLOW_PRIVATE_WEBHOOKS: '1',
      },
    },
    {
      // One that nobody has set up yet.
      command: 'node scripts/run.mjs start',
      ...server,
      env: { ...UNSET, PORT: process.env.E2E_FRESH_PORT, HEADWATER_DATA_DIR: join(E2E_DATA_DIR, 'fresh') },
    },
  ],
});
