export type ProductKey = 'starter' | 'team' | 'business' | 'insights' | 'workshop';
export type Interval = 'month' | 'year';
export type Currency = 'usd' | 'eur' | 'jpy';
/** 2 is the list after the price rise; customers of before may still hold 1. */
export type Edition = 1 | 2;

export type Product = { name: string; description: string; unitLabel?: string };

export const products: Readonly<Record<ProductKey, Product>> = {
  starter: { name: 'Starter', description: 'Planning for one small crew' },
  team: { name: 'Team', description: 'Shared plans, priced by seat', unitLabel: 'seat' },
  business: { name: 'Business', description: 'Several sites, approvals and single sign-on' },
  insights: { name: 'Reports add-on', description: 'Forecasts and exports beside any plan' },
  workshop: { name: 'Onboarding workshop', description: 'Half a day with a planner, held once' },
};

/** The add-on's later name: a product renamed keeps its id and its history. */
export const insightsNewName = 'Insights';

type Amounts = Readonly<Record<Currency, number>>;
type PlanKey = Exclude<ProductKey, 'workshop'>;

/** Minor units; the yen has none, so 4900 is ¥4,900. */
const monthly: Readonly<Record<PlanKey, readonly [Amounts, Amounts]>> = {
  starter: [
    { usd: 29_00, eur: 29_00, jpy: 4_200 },
    { usd: 39_00, eur: 37_00, jpy: 5_400 },
  ],
  team: [
    { usd: 16_00, eur: 15_00, jpy: 2_300 },
    { usd: 16_00, eur: 15_00, jpy: 2_300 },
  ],
  business: [
    { usd: 249_00, eur: 239_00, jpy: 36_000 },
    { usd: 299_00, eur: 279_00, jpy: 42_000 },
  ],
  insights: [
    { usd: 49_00, eur: 45_00, jpy: 6_800 },
    { usd: 49_00, eur: 45_00, jpy: 6_800 },
  ],
};

export const workshopAmount: Amounts = { usd: 480_00, eur: 450_00, jpy: 68_000 };

export const planKeys = ['starter', 'team', 'business', 'insights'] as const;
export const currencies = ['usd', 'eur', 'jpy'] as const;
export const intervals = ['month', 'year'] as const;

/** A year costs ten months. */
export function planAmount(plan: PlanKey, interval: Interval, currency: Currency, edition: Edition): number {
  const perMonth = monthly[plan][edition === 1 ? 0 : 1][currency];
  return interval === 'year' ? perMonth * 10 : perMonth;
}

/** Plans whose price the rise changed; the others keep their first edition for ever. */
export function risesInPrice(plan: PlanKey): boolean {
  return monthly[plan][0].usd !== monthly[plan][1].usd;
}

export type { PlanKey };

/** Coupons by the id customers type; `duration` and amounts as Stripe names them. */
export const coupons = {
  WELCOME20: { name: 'Welcome, 20 % off the first bill', percent_off: 20, duration: 'once' },
  FIRST10: { name: '$10 off the first bill', amount_off: 10_00, currency: 'usd', duration: 'once' },
  LAUNCH50: {
    name: 'Launch, half price for three months',
    percent_off: 50,
    duration: 'repeating',
    duration_in_months: 3,
  },
  SPRING15: {
    name: '$15 off for three months',
    amount_off: 15_00,
    currency: 'usd',
    duration: 'repeating',
    duration_in_months: 3,
  },
  NONPROFIT25: { name: 'Charities, 25 % off', percent_off: 25, duration: 'forever' },
  PARTNER5: { name: 'Partner, $5 off for ever', amount_off: 5_00, currency: 'usd', duration: 'forever' },
  FRIENDS: { name: 'Friends of the house, free for ever', percent_off: 100, duration: 'forever' },
  FIRSTFREE: { name: 'The first bill is on us', percent_off: 100, duration: 'once' },
  STARTER10: { name: 'Starter, 10 % off for a year', percent_off: 10, duration: 'repeating', duration_in_months: 12 },
} as const;

export type CouponKey = keyof typeof coupons;

/** The coupons that are for one product only. */
export const couponProducts: Partial<Record<CouponKey, ProductKey>> = { STARTER10: 'starter' };

/** Codes by what customers type, and the coupon each leads to. */
export const promotionCodes = {
  PODCAST: { coupon: 'WELCOME20' },
  AGENCIES: { coupon: 'PARTNER5', restrictions: { minimum_amount: 10_00, minimum_amount_currency: 'usd' } },
} as const;

export type CodeKey = keyof typeof promotionCodes;

/** Tax rates by who pays them: prices in euro contain VAT, US sales tax comes on top. */
export const taxRates = {
  vat: { display_name: 'VAT', percentage: 20, inclusive: true, description: 'EU value added tax' },
  sales: { display_name: 'Sales tax', percentage: 8.25, inclusive: false, country: 'US', state: 'TX' },
} as const;

export type TaxKey = keyof typeof taxRates;
