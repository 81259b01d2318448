import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig, devices } from '@playwright/test';

// The workers read this file again: what is made up once is handed to them through the environment.
process.env.E2E_PORT ??= '3170';
process.env.E2E_DATA_DIR ??= join(tmpdir(), `headwater-e2e-${process.pid}`);
process.env.E2E_OWNER_EMAIL ??= 'owner@headwater.local';
process.env.E2E_OWNER_PASSWORD ??= 'a passphrase for tests';
process.env.E2E_API_KEY ??= 'hw_sk_for_end_to_end_tests';
process.env.E2E_WEBHOOK_SECRET ??= 'whsec_for_end_to_end_tests';

const SYSTEM_CHROMIUM = '/usr/bin/chromium';
const isRoot = process.getuid?.() === 0;

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  forbidOnly: Boolean(process.env.CI),
  fullyParallel: true,
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  use: {
    ...devices['Desktop Chrome'],
    baseURL: `http://localhost:${process.env.E2E_PORT}`,
    locale: 'en-US',
    timezoneId: 'UTC',
    trace: 'retain-on-failure',
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
  // The demo itself, as a user starts it, over a data folder of its own: ready when its story has arrived.
  webServer: {
    command: 'node scripts/run.mjs demo',
    wait: { stdout: /Headwater is ready/ },
    timeout: 300_000,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 20_000 },
    env: {
      PORT: process.env.E2E_PORT,
      HEADWATER_DATA_DIR: process.env.E2E_DATA_DIR,
      HEADWATER_OWNER_EMAIL: process.env.E2E_OWNER_EMAIL,
      HEADWATER_OWNER_PASSWORD: process.env.E2E_OWNER_PASSWORD,
      HEADWATER_API_KEY: process.env.E2E_API_KEY,
      STRIPE_WEBHOOK_SECRET: process.env.E2E_WEBHOOK_SECRET,
    },
  },
});
