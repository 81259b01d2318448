import { invalidRequest } from '../core/errors';
import type { Sandbox } from '../core/sandbox';
import type { Address } from '../objects/customer';
import type { Invoice } from '../objects/invoice';
import type { Subscription } from '../objects/subscription';
import { newTaxRate, type TaxRate } from '../objects/tax-rate';
import type { LineDraft } from './line-draft';

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

/** The rates of a line: its own, those of the whole bill, or where tax is automatic what its country asks for. */
export function ratesOf(
  sandbox: Sandbox,
  taxes: { readonly rates: readonly TaxRate[]; readonly automatic: boolean; readonly country: string | null },
): (line: LineDraft) => readonly TaxRate[] {
  return (line) => {
    if (line.taxRates.length > 0) return line.taxRates;
    if (!taxes.automatic) return taxes.rates;
    const price = sandbox.store.prices.get(line.pricing?.price_details?.price ?? '');
    const rate = automaticTaxRate(sandbox, taxes.country, price?.tax_behavior === 'inclusive');
    return rate ? [rate] : [];
  };
}

export const automaticTaxOfInvoice = (enabled: boolean, address: Address | null): Invoice['automatic_tax'] => ({
  disabled_reason: null,
  enabled,
  liability: enabled ? { type: 'self' } : null,
  provider: enabled ? 'stripe' : null,
  status: enabled ? (address?.country ? 'complete' : 'requires_location_inputs') : null,
});

export const automaticTaxOfSubscription = (enabled: boolean): Subscription['automatic_tax'] => ({
  disabled_reason: null,
  enabled,
  liability: enabled ? { type: 'self' } : null,
});

/** Automatic tax needs to know where the customer is. */
export function checkLocation({ address }: { readonly address: Address | null }): void {
  if (address?.country) return;
  throw invalidRequest(
    'The customer’s location isn’t recognized. Set a valid customer address in order to automatically calculate tax.',
    'automatic_tax[enabled]',
    'customer_tax_location_invalid',
  );
}
