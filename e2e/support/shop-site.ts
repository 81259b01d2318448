import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Dub } from 'dub';
import Stripe from 'stripe';

interface Terms {
  headwater: string;
  /** Of the workspace. */
  secretKey: string;
  publicKey: string;
  stripe: { url: string; key: string };
  price: string;
}

/** The one who signs up: the id in the shop's own app. */
export const USER = 'user_ada';

/**
 * A shop's own site, with nothing of Headwater's but the script on its pages, the `dub` package on its server and the user's id
 * in the metadata of its checkouts.
 */
export async function openShopSite({ headwater, secretKey, publicKey, stripe, price }: Terms) {
  const dub = new Dub({ token: secretKey, serverURL: headwater });
  const { hostname, port } = new URL(stripe.url);
  const shop = new Stripe(stripe.key, { host: hostname, port, protocol: 'http' });
  const page = `<!doctype html><title>Shop</title>
    <script src="${headwater}/script.js" data-key="${publicKey}"></script>
    <form method="post" action="/sign-up" onsubmit="this.click_id.value = headwater.clickId()">
    <input type="hidden" name="click_id"><input name="email" aria-label="E-mail"><button>Sign up and pay</button></form>`;
  let base = '';

  const signUp = async (body: string): Promise<string> => {
    const form = new URLSearchParams(body);
    const [clickId = '', email = ''] = [form.get('click_id') ?? '', form.get('email') ?? ''];
    await dub.track.lead({ clickId, eventName: 'Sign up', customerExternalId: USER, customerEmail: email });
    const session = await shop.checkout.sessions.create({
      mode: 'subscription',
      line_items: [{ price, quantity: 1 }],
      customer_email: email,
      metadata: { dubCustomerExternalId: USER },
      success_url: `${base}/thank-you`,
    });
    return session.url ?? base;
  };

  const server = createServer(async (request, response) => {
    if (request.method === 'POST') {
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(Buffer.from(part));
      const location = await signUp(Buffer.concat(parts).toString()).catch((error: unknown) => `/failed?${error}`);
      response.writeHead(303, { location }).end();
      return;
    }
    const text = request.url?.startsWith('/thank-you') ? '<h1>Thank you</h1>' : page;
    response.writeHead(200, { 'content-type': 'text/html' }).end(text);
  });
  server.listen(0);
  await once(server, 'listening');
  base = `http://localhost:${(server.address() as AddressInfo).port}`;
  return {
    url: base,
    dub,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
