import { AppError } from '@/lib/errors';
import { dimensionValues } from '@/lib/metrics/dimension-values';
import { dimensionsIn } from './report-params';
import type { Account, Mode } from './types';

/** The values a filter on this dimension can offer. Throws `not_found` for an unknown dimension. */
export function loadDimension(account: Account, name: string, mode: Mode): Promise<{ value: string; label: string }[]> {
  const dimensions = dimensionsIn(account);
  const dimension = dimensions.find((known) => known === name);
  if (!dimension)
    throw new AppError(
      'not_found',
      `There is no dimension “${name.slice(0, 40)}”: use one of ${dimensions.join(', ')}.`,
    );
  return dimensionValues(account.workspaceId, mode === 'live', dimension);
}
