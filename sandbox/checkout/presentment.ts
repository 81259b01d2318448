import { minorUnitDigits } from '../billing/fees';
import type { Sandbox } from '../core/sandbox';

const CURRENCIES: Readonly<Record<string, string>> = {
  AU: 'aud',
  BR: 'brl',
  CA: 'cad',
  CH: 'chf',
  DK: 'dkk',
  GB: 'gbp',
  IN: 'inr',
  JP: 'jpy',
  MX: 'mxn',
  NO: 'nok',
  PL: 'pln',
  SE: 'sek',
  US: 'usd',
  ...Object.fromEntries(['AT', 'BE', 'DE', 'ES', 'FI', 'FR', 'IE', 'IT', 'NL', 'PT'].map((euro) => [euro, 'eur'])),
};

export interface Presentment {
  readonly currency: string;
  /** Units of the buyer's currency for one of the session's, as text of at most six digits. */
  readonly rate: string;
  convert(amount: number): number;
}

/** The country a test buyer says they are in: Stripe reads `…+location_CA@…` in their e-mail. */
export const countryOfEmail = (email: string | null): string | null =>
  /\+location_([A-Z]{2})/.exec(email ?? '')?.[1] ?? null;

/** What adaptive pricing shows a buyer of that country; null where their currency is the session's, or has no rate. */
export function presentmentFor(sandbox: Sandbox, currency: string, country: string | null): Presentment | null {
  const shown = CURRENCIES[country ?? ''];
  if (!shown || shown === currency) return null;
  const own = rateOf(sandbox, currency);
  const other = rateOf(sandbox, shown);
  if (own === undefined || other === undefined) return null;
  const rate = String(Number((own / other).toPrecision(6)));
  const scale = 10 ** (minorUnitDigits(shown) - minorUnitDigits(currency));
  return { currency: shown, rate, convert: (amount) => Math.round(amount * Number(rate) * scale) };
}

const rateOf = (sandbox: Sandbox, currency: string) =>
  currency === sandbox.settings.currency ? 1 : sandbox.exchangeRates.get(currency);
