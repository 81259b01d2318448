import { createServer, type IncomingMessage, type Server } from 'node:http';
import Stripe from 'stripe';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readBody } from './http/read-body';
import { openShop, startTestSandbox, type TestSandbox } from './testing/test-sandbox';
import { deliverEvents, dispatchWebhooks, UndeliveredError } from './webhooks';

interface Receiver {
  readonly url: string;
  readonly received: { body: string; signature: string }[];
  close(): Promise<void>;
}

/** Answers each call with what the script says, then 200. */
async function startReceiver(
  script: (call: number) => { status: number; retryAfter?: string } | undefined = () => undefined,
): Promise<Receiver> {
  const received: { body: string; signature: string }[] = [];
  let calls = 0;
  const answer = async (request: IncomingMessage) => {
    const body = await readBody(request);
    const reply = script(calls++) ?? { status: 200 };
    if (reply.status < 300) received.push({ body, signature: String(request.headers['stripe-signature']) });
    return reply;
  };
  const server: Server = createServer((request, response) => {
    void answer(request).then(({ status, retryAfter }) => {
      if (retryAfter !== undefined) response.setHeader('Retry-After', retryAfter);
      response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/hook`,
    received,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

let sandbox: TestSandbox;
let receiver: Receiver | undefined;
beforeEach(async () => {
  sandbox = await startTestSandbox();
});
afterEach(async () => {
  await receiver?.close();
  await sandbox.close();
});

test('every event arrives once, signed so that the official SDK accepts it', async () => {
  const { stripe, account } = sandbox;
  const { customer, price } = await openShop(stripe);
  await stripe.subscriptions.create({ customer: customer.id, items: [{ price: price.id }] });
  receiver = await startReceiver();
  const progress: number[] = [];
  await deliverEvents(account.events(), {
    url: receiver.url,
    secret: 'whsec_test',
    onProgress: (done) => progress.push(done),
  });
  const ids = receiver.received.map(
    ({ body, signature }) => stripe.webhooks.constructEvent(body, signature, 'whsec_test').id,
  );
  expect(ids.sort()).toEqual(
    account
      .events()
      .map(({ id }) => id)
      .sort(),
  );
  expect(progress.at(-1)).toBe(account.events().length);
  const [first] = receiver.received;
  expect(() => stripe.webhooks.constructEvent(first?.body ?? '', first?.signature ?? '', 'whsec_other')).toThrow(
    Stripe.errors.StripeSignatureVerificationError,
  );
});

test('what is refused is tried again, and what is never taken is named', async () => {
  const { stripe, account } = sandbox;
  await openShop(stripe);
  const events = account.events();
  receiver = await startReceiver((call) => (call < 2 ? { status: 503, retryAfter: '0' } : undefined));
  await deliverEvents(events, { url: receiver.url, secret: 's', concurrency: 1, retryDelaysMs: [1, 1] });
  expect(receiver.received).toHaveLength(events.length);
  await receiver.close();

  receiver = await startReceiver(() => ({ status: 500 }));
  const failed = deliverEvents(events, { url: receiver.url, secret: 's', retryDelaysMs: [1] });
  await expect(failed).rejects.toBeInstanceOf(UndeliveredError);
  await expect(failed).rejects.toMatchObject({ eventIds: expect.arrayContaining(events.map(({ id }) => id)) });
});

test('a receiver that never answers counts as a failure', async () => {
  const { stripe, account } = sandbox;
  await stripe.products.create({ name: 'Gold' });
  const silent = createServer(() => undefined);
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const address = silent.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const options = { url: `http://127.0.0.1:${port}`, secret: 's', retryDelaysMs: [], timeoutMs: 20 };
  await expect(deliverEvents(account.events(), options)).rejects.toBeInstanceOf(UndeliveredError);
  silent.closeAllConnections();
  await new Promise((resolve) => silent.close(resolve));
});

test('a registered endpoint gets what it asked for, and the list of events knows what it did not take', async () => {
  const { stripe, account } = sandbox;
  receiver = await startReceiver((call) => (call === 0 ? { status: 500 } : undefined));
  const dispatcher = dispatchWebhooks(account, { retryDelaysMs: [], concurrency: 1 });
  const endpoint = await stripe.webhookEndpoints.create({ url: receiver.url, enabled_events: ['product.created'] });
  expect(endpoint.secret).toMatch(/^whsec_/);
  const first = await stripe.products.create({ name: 'One' });
  await dispatcher.idle();
  const second = await stripe.products.create({ name: 'Two' });
  await stripe.products.update(second.id, { name: 'Three' });
  await dispatcher.stop();
  const [taken, ...more] = receiver.received;
  expect(more).toEqual([]);
  const event = stripe.webhooks.constructEvent(taken?.body ?? '', taken?.signature ?? '', endpoint.secret ?? '');
  expect(event).toMatchObject({ type: 'product.created', pending_webhooks: 1, data: { object: { id: second.id } } });
  const missed = await stripe.events.list({ delivery_success: false });
  expect(missed.data.map(({ data }) => data.object)).toEqual([expect.objectContaining({ id: first.id })]);
  await stripe.webhookEndpoints.del(endpoint.id);
  expect((await stripe.webhookEndpoints.list()).data).toEqual([]);
});

test('the clock of a sandbox that runs on its own is moved over HTTP', async () => {
  const { url, account } = sandbox;
  const post = (command: string, body: object) =>
    fetch(`${url}/_sandbox/${command}`, {
      method: 'POST',
      headers: { authorization: 'Bearer sk_live_sandbox' },
      body: JSON.stringify(body),
    });
  expect((await post('advance', { to: '2025-02-01' })).status).toBe(200);
  expect(account.now().toISOString()).toBe('2025-02-01T00:00:00.000Z');
  expect((await post('advance', { to: '2025-01-01' })).status).toBe(400);
});
