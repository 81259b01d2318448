import type { CodeKey, CouponKey, Edition, PlanKey, ProductKey, TaxKey } from './catalog';
import {
  couponProducts,
  coupons,
  currencies,
  insightsNewName,
  intervals,
  planAmount,
  planKeys,
  products,
  promotionCodes,
  risesInPrice,
  taxRates,
  workshopAmount,
} from './catalog';
import type { StageSet } from './stage';
import { known, post, priceKey } from './stage';

/** First day: everything but the add-on, which comes later. */
export function openShop(stage: StageSet): void {
  for (const plan of planKeys) if (plan !== 'insights') offerPlan(stage, plan);
  offerWorkshop(stage);
  for (const key of ['vat', 'sales'] as const satisfies TaxKey[]) {
    stage.taxRates[key] = post(stage.account, '/v1/tax_rates', taxRates[key]);
  }
  for (const key of couponKeys) offerCoupon(stage, key);
  for (const code of codeKeys) {
    const { coupon, ...more } = promotionCodes[code];
    const promotion = { type: 'coupon', coupon: known(stage.coupons[coupon], coupon) };
    stage.codes[code] = post(stage.account, '/v1/promotion_codes', { code, promotion, ...more });
  }
  stage.account.setExchangeRate('cad', 0.73);
}

function offerCoupon(stage: StageSet, key: CouponKey): void {
  const product = couponProducts[key];
  const reach = product && { applies_to: { products: [known(stage.products[product], product)] } };
  stage.coupons[key] = post(stage.account, '/v1/coupons', { id: key, ...coupons[key], ...reach });
}

const codeKeys = ['PODCAST', 'AGENCIES'] as const satisfies CodeKey[];

const couponKeys = [
  'WELCOME20',
  'FIRST10',
  'LAUNCH50',
  'SPRING15',
  'NONPROFIT25',
  'PARTNER5',
  'FRIENDS',
  'FIRSTFREE',
  'STARTER10',
] as const satisfies CouponKey[];

export function launchInsights(stage: StageSet): void {
  offerPlan(stage, 'insights');
}

export function renameInsights(stage: StageSet): void {
  post(stage.account, `/v1/products/${known(stage.products.insights, 'add-on')}`, { name: insightsNewName });
}

/** New prices beside the old: who already pays an old one may keep it, but nobody new can choose it. */
export function raisePrices(stage: StageSet): void {
  for (const plan of planKeys) {
    if (!risesInPrice(plan)) continue;
    addPrices(stage, plan, 2);
    for (const currency of currencies) {
      for (const interval of intervals) {
        const old = known(stage.prices.get(priceKey(plan, interval, currency, 1)), `price of ${plan}`);
        post(stage.account, `/v1/prices/${old}`, { active: false });
      }
    }
  }
}

function offerPlan(stage: StageSet, plan: PlanKey): void {
  createProduct(stage, plan);
  addPrices(stage, plan, 1);
}

function createProduct(stage: StageSet, key: ProductKey): string {
  const { name, description, unitLabel } = products[key];
  const id = post(stage.account, '/v1/products', { name, description, ...(unitLabel && { unit_label: unitLabel }) });
  stage.products[key] = id;
  return id;
}

function addPrices(stage: StageSet, plan: PlanKey, edition: Edition): void {
  const product = known(stage.products[plan], plan);
  for (const currency of currencies) {
    for (const interval of intervals) {
      const id = post(stage.account, '/v1/prices', {
        product,
        currency,
        unit_amount: planAmount(plan, interval, currency, edition),
        recurring: { interval },
        nickname: `${products[plan].name}, ${interval === 'month' ? 'monthly' : 'yearly'}`,
      });
      stage.prices.set(priceKey(plan, interval, currency, edition), id);
    }
  }
}

function offerWorkshop(stage: StageSet): void {
  const product = createProduct(stage, 'workshop');
  for (const currency of currencies) {
    const id = post(stage.account, '/v1/prices', { product, currency, unit_amount: workshopAmount[currency] });
    stage.prices.set(priceKey('workshop', 'once', currency, 1), id);
  }
}
