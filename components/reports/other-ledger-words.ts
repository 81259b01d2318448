import { MODEL_LABELS } from '@/lib/definitions/model-labels';
import { PRESETS } from '@/lib/definitions/presets';
import type { Account, ReportParams } from '@/lib/reports/types';
import { windowLabel } from '../attribution/attribution-windows';
import { formatInstant } from '../format/format-instant';
import { OTHER_LEDGER } from './report-query';

type OtherLedger = Pick<ReportParams, 'preset' | 'asKnownOn' | 'timeZone' | 'attributionModel' | 'attributionWindow'>;

/** What sets the figures of a report apart from those of the workspace's own ledger; null when nothing does. */
export function otherLedgerWords(
  { preset, asKnownOn, timeZone, attributionModel, attributionWindow }: OtherLedger,
  account: Pick<Account, 'timeZone'>,
): string | null {
  const zone = timeZone ?? account.timeZone;
  const words = [
    ...(preset ? [`under the definitions “${PRESETS[preset].label}”`] : []),
    ...(attributionModel ? [`credited by “${MODEL_LABELS[attributionModel]}”`] : []),
    ...(attributionWindow ? [`by the touches of ${windowLabel(attributionWindow)} before the first sale`] : []),
    ...(asKnownOn ? [`as known at ${formatInstant(asKnownOn, zone)}`] : []),
    ...(zone === account.timeZone ? [] : [`by the days of ${zone}`]),
  ].join(', ');
  return words === '' ? null : `${words.slice(0, 1).toUpperCase()}${words.slice(1)}.`;
}

/** The rest of an address. */
export function withoutOtherLedger(search: URLSearchParams): URLSearchParams {
  return new URLSearchParams([...search].filter(([key]) => !OTHER_LEDGER.includes(key)));
}
