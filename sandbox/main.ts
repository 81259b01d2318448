import { parseArgs } from 'node:util';
import { createSandboxAccount } from './account';
import { startSandboxServer } from './server';
import { dispatchWebhooks } from './webhooks';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '4010' },
    host: { type: 'string', default: '127.0.0.1' },
    'start-at': { type: 'string', default: '2025-01-01T00:00:00Z' },
    currency: { type: 'string', default: 'usd' },
    'api-key': { type: 'string' },
    'api-version': { type: 'string' },
    payouts: { type: 'string', default: 'manual' },
    test: { type: 'boolean', default: false },
  },
});

const apiVersion = values['api-version'];
const account = createSandboxAccount({
  startAt: new Date(values['start-at']),
  currency: values.currency,
  livemode: !values.test,
  ...(apiVersion !== undefined && { apiVersion }),
  payouts: values.payouts === 'daily' ? 'daily' : 'manual',
});
const apiKey = values['api-key'];
const server = await startSandboxServer({
  account,
  port: Number(values.port),
  host: values.host,
  ...(apiKey !== undefined && { apiKey }),
});
const webhooks = dispatchWebhooks(account);
console.log(`Sandbox Stripe account on ${server.url}, clock at ${account.now().toISOString()}`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    void Promise.all([webhooks.stop(), server.close()]).then(() => process.exit(0));
  });
}
