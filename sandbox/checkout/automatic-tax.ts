import type { Sandbox } from '../core/sandbox';
import { newTaxRate, type TaxRate } from '../objects/tax-rate';

/** Standard rates in percent of the countries where this account collects; none is due elsewhere. */
const RATES: Readonly<Record<string, { readonly name: string; readonly percent: number }>> = {
  AT: { name: 'VAT', percent: 20 },
  AU: { name: 'GST', percent: 10 },
  BE: { name: 'VAT', percent: 21 },
  CA: { name: 'GST', percent: 5 },
  CH: { name: 'VAT', percent: 8.1 },
  DE: { name: 'VAT', percent: 19 },
  ES: { name: 'VAT', percent: 21 },
  FR: { name: 'VAT', percent: 20 },
  GB: { name: 'VAT', percent: 20 },
  IE: { name: 'VAT', percent: 23 },
  IT: { name: 'VAT', percent: 22 },
  JP: { name: 'JCT', percent: 10 },
  NL: { name: 'VAT', percent: 21 },
};

/** The rate that automatic tax finds for a country: one object for each, made when it is first needed. */
export function automaticTaxRate(sandbox: Sandbox, country: string | null, inclusive: boolean): TaxRate | null {
  const found = RATES[country ?? ''];
  if (!found || !country) return null;
  const { taxRates } = sandbox.store;
  const known = taxRates
    .all()
    .find((rate) => rate.jurisdiction === AUTOMATIC && rate.country === country && rate.inclusive === inclusive);
  return (
    known ??
    taxRates.add(
      newTaxRate({
        id: sandbox.ids.next('txr'),
        active: false,
        country,
        created: sandbox.time(),
        description: null,
        display_name: found.name,
        effective_percentage: found.percent,
        inclusive,
        jurisdiction: AUTOMATIC,
        livemode: sandbox.settings.livemode,
        metadata: {},
        percentage: found.percent,
        state: null,
        tax_type: found.name.toLowerCase(),
      }),
    )
  );
}

const AUTOMATIC = 'automatic tax';
