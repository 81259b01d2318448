import type { Definitions } from '@/lib/ledger/definitions';

/** Settings that MRR depends on, in the order in which a comparison changes one after the other. */
export const MRR_SETTINGS = [
  'weekBasis',
  'dayBasis',
  'discounts',
  'inclusiveTax',
  'usage',
  'mrrFx',
  'activeFrom',
  'pastDueGraceDays',
  'churnAt',
  'pausedCollection',
] as const satisfies readonly (keyof Definitions)[];

const OTHER_SETTINGS = [
  'convertedWithinDays',
  'refundUnconverts',
  'freeConversionCounts',
  'trialsPerCustomer',
  'revenueTiming',
  'saleFx',
  'attributionModel',
  'attributionWindowDays',
  'trialsAsLeads',
  'quantityAsLeads',
] as const satisfies readonly (keyof Definitions)[];

/** The settings in which two definitions differ, those of MRR first. */
export const changedSettings = (from: Definitions, to: Definitions): (keyof Definitions)[] =>
  [...MRR_SETTINGS, ...OTHER_SETTINGS].filter((setting) => from[setting] !== to[setting]);

export const sameDefinitions = (a: Definitions, b: Definitions): boolean => changedSettings(a, b).length === 0;

/** What of definitions MRR depends on. */
export const mrrChoices = (definitions: Definitions) => MRR_SETTINGS.map((setting) => definitions[setting]);

/** True where every figure of MRR is the same under both. */
export const sameMrr = (a: Definitions, b: Definitions): boolean =>
  MRR_SETTINGS.every((setting) => a[setting] === b[setting]);
