import { sameDefinitions, sameMrr } from '@/lib/definitions/changed-settings';
import { isPresetFormula } from '@/lib/definitions/from-book';
import { type Definitions, definitionsOf, PRESETS } from '@/lib/definitions/presets';
import { AppError } from '@/lib/errors';
import type { Metric } from '@/lib/metrics/metric';
import { currentDefinitions } from '@/lib/workspace/load-definitions';
import type { Account, ReportParams } from './types';

/**
 * The definitions to compute a metric under when they are not the workspace's own, which the ledger is kept under; null when
 * the ledger answers. Throws `bad_request` for a metric that no preset is computed for.
 */
export async function resolvePreset(
  { workspaceId }: Account,
  { label, formula }: Metric,
  { preset }: ReportParams,
): Promise<Definitions | null> {
  if (preset === undefined) return null;
  const [chosen, current] = [definitionsOf(preset), await currentDefinitions(workspaceId)];
  if (isPresetFormula(formula)) return sameMrr(chosen, current) ? null : chosen;
  if (sameDefinitions(chosen, current)) return null;
  throw new AppError(
    'bad_request',
    `preset: ${label} is kept under the workspace's own definitions only; “${PRESETS[preset].label}” is computed for levels of MRR.`,
    'preset',
  );
}
