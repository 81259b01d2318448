import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSandboxAccount } from './account';
import { type SandboxServer, startSandboxServer } from './server';
import { findCli, makeCliHome, TRIGGERS, triggerEvent } from './testing/stripe-cli';
import { schemaErrors } from './testing/stripe-schema';
import { day } from './testing/test-sandbox';

const cli = findCli();
const home = makeCliHome();
afterAll(() => rmSync(home, { recursive: true, force: true }));

const API_KEY = 'sk_test_1234567890abcdef';
const account = createSandboxAccount({ startAt: day('2025-01-01'), livemode: false });
let server: SandboxServer;
beforeAll(async () => {
  server = await startSandboxServer({ account, port: 0, apiKey: API_KEY });
  return () => server.close();
});

const why = 'no Stripe CLI for this platform: its binary is an optional dependency';
describe.skipIf(cli === undefined)(cli ? 'stripe trigger' : `stripe trigger (skipped: ${why})`, () => {
  test.each(TRIGGERS.map((entry) => (typeof entry === 'string' ? ([entry, entry] as const) : entry)))(
    '%s brings about %s',
    async (trigger, type) => {
      const before = account.events().length;
      const said = await triggerEvent(trigger, { cli: cli ?? '', url: server.url, apiKey: API_KEY, home });
      expect(said).toContain('Trigger succeeded');
      const events = account.events().slice(before);
      expect(events.map((event) => event.type)).toContain(type);
      expect(events.flatMap(schemaErrors)).toEqual([]);
    },
  );
});
