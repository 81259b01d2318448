import { DEFAULT_DEFINITIONS, type Definitions, definitionsOf, PRESET_IDS, PRESETS } from '@/lib/ledger/definitions';
import { changedSettings, sameDefinitions } from './changed-settings';

/** Definitions in a few words: the preset they are, or what differs from the defaults; null for the defaults. */
export function definitionsText(definitions: Definitions): string | null {
  const preset = PRESET_IDS.find((id) => sameDefinitions(definitionsOf(id), definitions));
  if (preset !== undefined) return preset === 'default' ? null : PRESETS[preset].label;
  return changedSettings(DEFAULT_DEFINITIONS, definitions)
    .map((setting) => `${setting} = ${definitions[setting] ?? 'off'}`)
    .join(', ');
}
