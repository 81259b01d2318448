/** Windows that are offered; an address or the settings may name any from 1 to 365. */
const OFFERED = [1, 7, 14, 30, 60, 90, 180, 365];

export const windowsWith = (...days: readonly number[]): number[] =>
  [...new Set([...OFFERED, ...days])].sort((a, b) => a - b);

export const windowLabel = (days: number) => `${days} ${days === 1 ? 'day' : 'days'}`;
