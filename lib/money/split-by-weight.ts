/**
 * Splits `amount` over `weights` so that the parts sum to it exactly: the largest-remainder method, ties to the lowest
 * index (definitions B0 rule 2). Weights may be negative (proration lines) as long as they do not sum to zero; then the
 * first part takes everything.
 */
export function splitByWeight(amount: bigint, weights: readonly bigint[]): bigint[] {
  const sum = weights.reduce((a, b) => a + b, 0n);
  if (weights.length === 0) return [];
  if (sum === 0n) return weights.map((_, index) => (index === 0 ? amount : 0n));

  const shares = weights.map((weight, index) => {
    const exact = amount * weight * (sum < 0n ? -1n : 1n);
    const whole = floorDivide(exact, abs(sum));
    return { index, whole, remainder: exact - whole * abs(sum) };
  });
  let left = amount - shares.reduce((total, share) => total + share.whole, 0n);
  const parts = shares.map((share) => share.whole);
  const byRemainder = [...shares].sort((a, b) => compare(b.remainder, a.remainder) || a.index - b.index);
  for (const share of byRemainder) {
    if (left === 0n) break;
    parts[share.index] = (parts[share.index] ?? 0n) + 1n;
    left -= 1n;
  }
  return parts;
}

const abs = (value: bigint) => (value < 0n ? -value : value);
const compare = (a: bigint, b: bigint) => (a < b ? -1 : a > b ? 1 : 0);

function floorDivide(numerator: bigint, denominator: bigint): bigint {
  const quotient = numerator / denominator;
  return numerator % denominator < 0n ? quotient - 1n : quotient;
}
