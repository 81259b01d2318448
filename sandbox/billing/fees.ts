const ZERO_DECIMAL = new Set('bif clp djf gnf jpy kmf krw mga pyg rwf ugx vnd vuv xaf xof xpf'.split(' '));
const THREE_DECIMAL = new Set(['bhd', 'jod', 'kwd', 'omr', 'tnd']);

export function minorUnitDigits(currency: string): number {
  if (ZERO_DECIMAL.has(currency)) return 0;
  return THREE_DECIMAL.has(currency) ? 3 : 2;
}

/** Stripe's fee for a dispute: 15 of the currency, or 1,500 where it has no minor unit. It is not given back. */
export const disputeFee = (currency: string) => 1500 * 10 ** Math.max(minorUnitDigits(currency) - 2, 0);

/** Stripe's fee on a charge: 2.9 % + 30 minor units, or 3.6 % where the currency has no minor unit. */
export function stripeFee(amount: number, currency: string): number {
  return minorUnitDigits(currency) === 0 ? Math.round(amount * 0.036) : Math.round(amount * 0.029) + 30;
}
