import { CURRENCIES } from '@/lib/money/currencies';

export interface Choice {
  value: string;
  label: string;
}

const COMMON = ['usd', 'eur', 'gbp', 'jpy', 'cad', 'aud', 'chf', 'sek'];

/** Called on the server, so that both renders list the same names. */
export function currencyChoices(): Choice[] {
  const names = new Intl.DisplayNames('en', { type: 'currency' });
  const rest = CURRENCIES.filter((code) => !COMMON.includes(code));
  return [...COMMON, ...rest].map((code) => ({
    value: code,
    label: `${code.toUpperCase()} – ${names.of(code.toUpperCase()) ?? code}`,
  }));
}

export function timeZoneChoices(): string[] {
  return ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')];
}
