import { rmSync } from 'node:fs';
import { createSandboxAccount } from '@/sandbox/account';
import { startSandboxServer } from '@/sandbox/server';
import { findCli, makeCliHome, TRIGGERS, triggerEvent } from '@/sandbox/testing/stripe-cli';
import { dispatchWebhooks } from '@/sandbox/webhooks';
import { sendOk } from './support/send';
import { DEMO } from './support/servers';
import { expect, test } from './support/test';
import { openOwnWorkspace } from './support/workspace';

const API_KEY = 'sk_test_of_the_command_line';
const cli = findCli();

test.skip(cli === undefined, 'no Stripe CLI for this platform: its binary is an optional dependency');

test('each event that the official CLI triggers shows in the open log', async ({ page }) => {
  test.setTimeout(600_000);
  const workspace = await openOwnWorkspace(page.request, 'Command line');
  const account = createSandboxAccount({ startAt: new Date(), livemode: false });
  const sandbox = await startSandboxServer({ account, port: 0, apiKey: API_KEY });
  const made = account.request('POST', '/v1/webhook_endpoints', { url: workspace.webhookUrl, enabled_events: ['*'] });
  const secrets = `${DEMO.url}/api/internal/connections/${workspace.connectionId}/secrets`;
  await sendOk(page.request, 'POST', secrets, { secret: Object(made).secret });
  const webhooks = dispatchWebhooks(account);
  const home = makeCliHome();

  await page.goto('/events');
  await expect(page.getByRole('status', { name: 'Live' })).toContainText('Live');
  const delays: number[] = [];
  for (const entry of TRIGGERS) {
    const [trigger, type] = typeof entry === 'string' ? [entry, entry] : entry;
    const shown = new Promise<number>((resolve, reject) => {
      const stop = account.onEvent((event) => {
        if (event.type !== type) return;
        stop();
        const at = Date.now();
        const row = page.getByRole('button', { name: `${type} ${event.id}`, exact: true });
        row.waitFor().then(() => resolve(Date.now() - at), reject);
      });
    });
    const said = await triggerEvent(trigger, { cli: cli ?? '', url: sandbox.url, apiKey: API_KEY, home });
    expect(said, trigger).toContain('Trigger succeeded');
    delays.push(await shown);
  }
  delays.sort((a, b) => a - b);
  const [middle, longest] = [delays[Math.floor(delays.length / 2)], delays.at(-1)];
  console.log(`${delays.length} events: from Stripe to the page in ${middle} ms in the middle, ${longest} ms at most`);
  await webhooks.stop();
  await sandbox.close();
  rmSync(home, { recursive: true, force: true });
});
