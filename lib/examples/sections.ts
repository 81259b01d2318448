import { money } from './b0-money';
import { goldenSet } from './b1-golden-set';
import { pricingSection } from './b1-pricing';
import { movementsSection } from './b2-movements';
import { churnSection } from './b3-churn';
import { trialsSection } from './b4-trials';
import { refundsSection } from './b5-refunds';
import { revenueSection } from './b6-revenue';
import { arpuSection } from './b7-arpu';
import { productsSection } from './b8-products';
import { couponsSection } from './b11-coupons';
import { attributionSection } from './b12-attribution';
import { commissionsSection } from './b13-commissions';
import type { ExampleSection } from './example';

/** The worked examples of definitions.md that need no database, in its order. */
export const EXAMPLE_SECTIONS: readonly ExampleSection[] = [
  money,
  pricingSection,
  goldenSet,
  movementsSection,
  churnSection,
  trialsSection,
  refundsSection,
  revenueSection,
  arpuSection,
  productsSection,
  couponsSection,
  attributionSection,
  commissionsSection,
];
