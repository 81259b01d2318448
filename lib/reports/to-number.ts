/** An exact integer at the chart's edge. Throws rather than lose a cent: nothing real is that large. */
export function toNumber(value: bigint | null): number | null {
  if (value === null) return null;
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw new RangeError(`${value} cannot be shown exactly`);
  return number;
}
