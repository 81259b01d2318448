import { divideHalfUp } from './divide-half-up';

/** An exact fraction: Stripe's decimal strings, tax percentages and exchange rates without a float. */
export interface Fraction {
  readonly n: bigint;
  /** Always positive. */
  readonly d: bigint;
}

export const ZERO: Fraction = { n: 0n, d: 1n };

export const whole = (value: bigint): Fraction => ({ n: value, d: 1n });

/** Reads "12", "0.0000001", "-2.5" or "1e-7"; null when the text is not a finite decimal number. */
export function parseDecimal(text: string): Fraction | null {
  const match = /^(-?)(\d{1,40})(?:\.(\d{1,40}))?(?:e([+-]?\d{1,2}))?$/i.exec(text.trim());
  if (!match) return null;
  const [, sign, integer = '0', decimals = '', exponent = '0'] = match;
  const scale = decimals.length - Number(exponent);
  const digits = BigInt(integer + decimals) * (sign === '-' ? -1n : 1n);
  return scale >= 0 ? { n: digits, d: 10n ** BigInt(scale) } : { n: digits * 10n ** BigInt(-scale), d: 1n };
}

export const times = (a: Fraction, b: Fraction): Fraction => ({ n: a.n * b.n, d: a.d * b.d });

/** Throws on division by zero. */
export function over(a: Fraction, b: Fraction): Fraction {
  if (b.n === 0n) throw new RangeError('division by zero');
  return b.n < 0n ? { n: -a.n * b.d, d: a.d * -b.n } : { n: a.n * b.d, d: a.d * b.n };
}

export const plus = (a: Fraction, b: Fraction): Fraction => ({ n: a.n * b.d + b.n * a.d, d: a.d * b.d });

/** Half-up, away from zero: the one rounding of a leaf. */
export const roundFraction = (value: Fraction): bigint => divideHalfUp(value.n, value.d);
