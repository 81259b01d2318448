import { exponentOf } from './currencies';

export interface MoneyFormat {
  /** "€12.4k" instead of "€12,400.00". */
  compact?: boolean;
  /** Always show + or −. */
  sign?: boolean;
  locale?: string;
}

/** Minor units as a person reads them: "$1,250.00", "¥1,000", "5 ISK". `null` is "–". */
export function formatMoney(minor: bigint | number | null, currency: string, options: MoneyFormat = {}): string {
  if (minor === null) return '–';
  const { compact = false, sign = false, locale = 'en-US' } = options;
  const exponent = exponentOf(currency);
  // ISK and UGX amounts carry decimals in the API that the currency does not have.
  const digits = currency === 'isk' || currency === 'ugx' ? 0 : exponent;
  const format = new Intl.NumberFormat(locale, {
    ...currencyStyle(currency),
    signDisplay: sign ? 'exceptZero' : 'auto',
    ...(compact
      ? shortened(BigInt(minor), exponent, digits)
      : { minimumFractionDigits: digits, maximumFractionDigits: digits }),
  });
  const text = format.format(asDecimal(BigInt(minor), exponent) as Intl.StringNumericLiteral);
  return isPlain(currency) ? `${text} ${currency.toUpperCase()}` : text;
}

/** Exact decimal text, for CSV and arithmetic lines: 125000 usd is "1250.00". */
export function asDecimal(minor: bigint, exponent: number): string {
  const digits = (minor < 0n ? -minor : minor).toString().padStart(exponent + 1, '0');
  const sign = minor < 0n ? '-' : '';
  return exponent === 0 ? `${sign}${digits}` : `${sign}${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
}

/** "$12.4K", "$717", "$7.40" and "$7": money has all its decimals or none, never one. */
function shortened(minor: bigint, exponent: number, digits: number): Intl.NumberFormatOptions {
  const size = minor < 0n ? -minor : minor;
  const unit = 10n ** BigInt(exponent);
  if (size >= 1000n * unit) return { notation: 'compact', minimumFractionDigits: 0, maximumFractionDigits: 1 };
  const decimals = size >= 100n * unit || size % unit === 0n ? 0 : digits;
  return { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
}

const isPlain = (currency: string) => currency === 'isk' || !/^[a-z]{3}$/i.test(currency);

function currencyStyle(currency: string): Intl.NumberFormatOptions {
  return isPlain(currency) ? {} : { style: 'currency', currency: currency.toUpperCase() };
}
