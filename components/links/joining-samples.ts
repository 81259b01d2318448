interface Site {
  /** Where this Headwater is reached. */
  origin: string;
  /** The public key of the workspace. */
  publicKey: string;
}

/** On every page of the site. */
export const scriptSample = ({ origin, publicKey }: Site) =>
  `<script src="${origin}/script.js" data-key="${publicKey}" defer></script>`;

/** On a server, where somebody signs up. */
export const leadSample = ({ origin }: Site) => `// npm install dub
import { Dub } from 'dub';

const dub = new Dub({
  serverURL: '${origin}',
  token: process.env.HEADWATER_API_KEY, // a secret key: Settings, API keys
});

// When somebody signs up. The script keeps the click in the cookie "dub_id".
await dub.track.lead({
  clickId: cookies.get('dub_id') ?? '',
  eventName: 'Sign up',
  customerExternalId: user.id,
  customerName: user.name,
  customerEmail: user.email,
});`;

/** On a site of one's own, where the script does not run. */
export const paymentLinkSample = () => `const clickId = document.cookie.match(/(?:^|; )dub_id=([^;]+)/)?.[1];
const url = new URL('https://buy.stripe.com/your_payment_link');
if (clickId) url.searchParams.set('client_reference_id', \`dub_id_\${clickId}\`);`;

export const checkoutSample = () => `const session = await stripe.checkout.sessions.create({
  mode: 'subscription',
  line_items: [{ price: 'price_…', quantity: 1 }],
  success_url: 'https://example.com/welcome',
  metadata: {
    dubCustomerExternalId: user.id, // as in the lead
  },
});`;

export const guestSample = () => `const session = await stripe.checkout.sessions.create({
  mode: 'payment',
  customer_creation: 'always', // else a guest pays, whom nothing joins to a person
  line_items: [{ price: 'price_…', quantity: 1 }],
  success_url: 'https://example.com/thanks',
  metadata: { dubCustomerExternalId: user.id },
});`;

export const createCustomerSample = () => `const customer = await stripe.customers.create({
  email: user.email,
  name: user.name,
  metadata: {
    dubCustomerExternalId: user.id,
    dubClickId: cookies.get('dub_id'),
  },
});`;

export const updateCustomerSample =
  () => `// The id of the customer at Stripe, "cus_…": not the id of the user in your app.
await stripe.customers.update(user.stripeCustomerId, {
  metadata: {
    dubCustomerExternalId: user.id,
    dubClickId: cookies.get('dub_id'),
  },
});`;
