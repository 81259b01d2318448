import { sameDefinitions } from '@/lib/definitions/changed-settings';
import { type Definitions, definitionsOf } from '@/lib/definitions/presets';
import { withVariant } from '@/lib/variants/with-variant';
import { currentDefinitions } from '@/lib/workspace/load-definitions';
import type { Account, ReportParams } from './types';

/**
 * Answers from the ledger as it was known at the asked instant, with that instant as "now"; under the asked preset; with the
 * days of the asked zone. From the one that is kept where none of them is another.
 */
export async function inVariant<T>(
  account: Account,
  params: ReportParams,
  now: Date,
  work: (account: Account, now: Date) => Promise<T>,
): Promise<T> {
  const { workspaceId } = account;
  const { asKnownOn, timeZone = account.timeZone } = params;
  // All that is known counts on a later instant, and goes on arriving.
  const knownBy = asKnownOn !== undefined && new Date(asKnownOn) < now ? asKnownOn : undefined;
  const definitions = await otherDefinitions(workspaceId, params);
  const zone = timeZone === account.timeZone ? undefined : timeZone;
  const answer = () => work({ ...account, timeZone }, knownBy === undefined ? now : new Date(knownBy));
  if (knownBy === undefined && definitions === undefined && zone === undefined) return answer();
  return withVariant(workspaceId, { knownBy, definitions, timeZone: zone }, answer);
}

/** The definitions that are asked for, where they are not the workspace's own. */
async function otherDefinitions(
  workspaceId: string,
  { preset, attributionModel, attributionWindow }: ReportParams,
): Promise<Definitions | undefined> {
  if (preset === undefined && attributionModel === undefined && attributionWindow === undefined) return undefined;
  const current = await currentDefinitions(workspaceId);
  const chosen = {
    // A preset says nothing of attribution, which stays as the workspace has it.
    ...(preset === undefined ? current : { ...definitionsOf(preset), ...attributionOf(current) }),
    ...(attributionModel === undefined ? {} : { attributionModel }),
    ...(attributionWindow === undefined ? {} : { attributionWindowDays: attributionWindow }),
  };
  return sameDefinitions(chosen, current) ? undefined : chosen;
}

const attributionOf = ({ attributionModel, attributionWindowDays, trialsAsLeads, quantityAsLeads }: Definitions) => ({
  ...{ attributionModel, attributionWindowDays, trialsAsLeads, quantityAsLeads },
});
