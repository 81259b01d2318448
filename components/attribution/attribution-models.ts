import { ATTRIBUTION_MODELS, type AttributionModel } from '@/lib/definitions/presets';

/** Each in the fewest words. */
export const MODEL_LABELS: Record<AttributionModel, string> = {
  last_touch: 'Last touch',
  first_touch: 'First touch',
  last_non_direct: 'Last non-direct touch',
  linear: 'Linear',
  position_based: 'Position-based',
  time_decay: 'Time decay',
};

export const MODELS = ATTRIBUTION_MODELS;

/** Windows that are offered; an address or the settings may name any from 1 to 365. */
const OFFERED = [1, 7, 14, 30, 60, 90, 180, 365];

export const windowsWith = (...days: readonly number[]): number[] =>
  [...new Set([...OFFERED, ...days])].sort((a, b) => a - b);

export const windowLabel = (days: number) => `${days} ${days === 1 ? 'day' : 'days'}`;
