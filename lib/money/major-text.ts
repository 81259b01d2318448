import { exponentOf } from './currencies';
import { type Fraction, over, whole } from './decimal';
import { asDecimal } from './format';
import { decimalText } from './rates';

/** An amount of minor units as a person writes it, without a symbol: 4900 usd is "49.00", half a cent "0.005". */
export function majorText(minor: bigint | Fraction, currency: string): string {
  if (typeof minor === 'bigint') return asDecimal(minor, exponentOf(currency));
  if (minor.n % minor.d === 0n) return asDecimal(minor.n / minor.d, exponentOf(currency));
  return decimalText(over(minor, whole(10n ** BigInt(exponentOf(currency)))));
}
