import type { Price, Tier } from '../objects/price';

/** What a quantity costs at a price, in minor units; fractions of a unit are rounded half up at the end. */
export function priceAmount(price: Price, quantity: number, tiers: readonly Tier[] = []): number {
  const units = billedUnits(price, quantity);
  if (price.billing_scheme === 'tiered') {
    return Math.round(price.tiers_mode === 'volume' ? volumeAmount(tiers, units) : graduatedAmount(tiers, units));
  }
  return Math.round(Number(price.unit_amount_decimal ?? 0) * units);
}

function billedUnits(price: Price, quantity: number): number {
  const packages = price.transform_quantity;
  if (!packages) return quantity;
  const exact = quantity / packages.divide_by;
  return packages.round === 'up' ? Math.ceil(exact) : Math.floor(exact);
}

const perUnit = (tier: Tier) => Number(tier.unit_amount_decimal ?? 0);
const flat = (tier: Tier) => Number(tier.flat_amount_decimal ?? 0);

function volumeAmount(tiers: readonly Tier[], units: number): number {
  const tier = tiers.find(({ up_to }) => up_to === null || units <= up_to);
  return tier ? perUnit(tier) * units + flat(tier) : 0;
}

function graduatedAmount(tiers: readonly Tier[], units: number): number {
  let amount = 0;
  let below = 0;
  for (const tier of tiers) {
    if (units <= below && below > 0) break;
    const inTier = Math.min(units, tier.up_to ?? units) - below;
    amount += perUnit(tier) * Math.max(inTier, 0) + flat(tier);
    below = tier.up_to ?? units;
    if (tier.up_to === null) break;
  }
  return amount;
}
