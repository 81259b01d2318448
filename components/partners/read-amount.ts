import { exponentOf } from '@/lib/money/currencies';
import { parseDecimal } from '@/lib/money/decimal';

/** "50.00" in minor units of the currency; null for what is no amount, or finer than the currency is. */
export function readAmount(text: string, currency: string): number | null {
  const value = parseDecimal(text);
  if (!value) return null;
  const minor = value.n * 10n ** BigInt(exponentOf(currency));
  if (minor % value.d !== 0n) return null;
  const number = Number(minor / value.d);
  return Number.isSafeInteger(number) ? number : null;
}
