import type { AttributionModel } from './presets';

/** Each model of attribution in the fewest words. */
export const MODEL_LABELS: Record<AttributionModel, string> = {
  last_touch: 'Last touch',
  first_touch: 'First touch',
  last_non_direct: 'Last non-direct touch',
  linear: 'Linear',
  position_based: 'Position-based',
  time_decay: 'Time decay',
};
