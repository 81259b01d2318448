const read = (name: string): string => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is set by playwright.config.ts`);
  return value;
};

/** The demo company, set up through the environment. */
export const DEMO = {
  url: `http://localhost:${read('E2E_PORT')}`,
  email: read('E2E_OWNER_EMAIL'),
  password: read('E2E_OWNER_PASSWORD'),
  apiKey: read('E2E_API_KEY'),
};

/** A Headwater that nobody has set up yet. */
export const FRESH = { url: `http://localhost:${read('E2E_FRESH_PORT')}` };

/** Where the demo server looks for exchange rates. */
export const RATES_PORT = Number(read('E2E_RATES_PORT'));

/** Where the demo server looks for Stripe. */
export const STRIPE_PORT = Number(read('E2E_STRIPE_PORT'));

/** What guards the first workspace's source at the demo server. */
export const WEBHOOK_SECRET = read('E2E_WEBHOOK_SECRET');
