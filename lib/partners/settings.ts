import { getDb } from '@/lib/db/client';
import type { By } from './by';
import { wakeSettling } from './engine/start-settling';
import type { PartnerSettings } from './shapes';

export async function loadPartnerSettings(workspaceId: string): Promise<PartnerSettings> {
  const row = await getDb().partnerSetting.findUnique({ where: { workspaceId } });
  return { holdingDays: row?.holdingDays ?? 30, autoApprove: row?.autoApprove ?? false };
}

/** Another holding period counts for what is earned from then on. */
export async function savePartnerSettings(
  { workspaceId }: Pick<By, 'workspaceId'>,
  { holdingDays, autoApprove }: PartnerSettings,
): Promise<void> {
  const data = { holdingDays, autoApprove };
  await getDb().partnerSetting.upsert({ where: { workspaceId }, create: { workspaceId, ...data }, update: data });
  wakeSettling();
}
