// Where reports and pages get definitions from: the ledger itself is none of their business.
export {
  ATTRIBUTION_MODELS,
  type AttributionModel,
  type Definitions,
  definitionsOf,
  PRESET_IDS,
  PRESETS,
  type PresetId,
} from '@/lib/ledger/definitions';
