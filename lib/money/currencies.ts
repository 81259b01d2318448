/** Currencies whose API amounts are whole units (definitions B0 rule 3). */
const ZERO_DECIMAL = 'bif clp djf gnf jpy kmf krw mga pyg rwf ugx vnd vuv xaf xof xpf'.split(' ');
/** Currencies whose API amounts have three decimals, the last always 0. */
const THREE_DECIMAL = 'bhd jod kwd omr tnd'.split(' ');

const EXPONENTS = new Map<string, number>([
  ...ZERO_DECIMAL.map((code) => [code, 0] as const),
  ...THREE_DECIMAL.map((code) => [code, 3] as const),
]);

const KNOWN = new Set(Intl.supportedValuesOf('currency').map((code) => code.toLowerCase()));

/** Decimals of the API amount in this currency (lower-case ISO 4217). ISK stays two-decimal in the API. */
export function exponentOf(currency: string): number {
  return EXPONENTS.get(currency.toLowerCase()) ?? 2;
}

/** True for an ISO 4217 code, in either case. */
export function isCurrency(code: string): boolean {
  return KNOWN.has(code.toLowerCase());
}

/** All ISO 4217 codes, lower case, for a picker. */
export const CURRENCIES: readonly string[] = [...KNOWN].sort();
